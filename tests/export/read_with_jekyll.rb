# Reads a site as Jekyll does (or builds it, with "build" as the third word), and prints each post as a line of JSON.
require "jekyll"
require "json"
Jekyll.logger.log_level = :error
site = Jekyll::Site.new(
  Jekyll.configuration("source" => ARGV[0], "destination" => ARGV[1], "quiet" => true, "disable_disk_cache" => true)
)
ARGV[2] == "build" ? site.process : site.read
site.posts.docs.each do |post|
  puts JSON.generate(
    "id" => post.data.dig("newsarchive", "id"), "name" => post.basename, "title" => post.data["title"],
    "date" => post.date.iso8601, "categories" => post.data["categories"], "tags" => post.data["tags"], "content" => post.content
  )
end
