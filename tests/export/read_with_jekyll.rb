# Reads a site as Jekyll does, without building it, and prints each post as a line of JSON.
require "jekyll"
require "json"
Jekyll.logger.log_level = :error
site = Jekyll::Site.new(Jekyll.configuration("source" => ARGV[0], "destination" => ARGV[1], "quiet" => true))
site.read
site.posts.docs.each do |post|
  puts JSON.generate(
    "name" => post.basename, "title" => post.data["title"], "date" => post.date.iso8601,
    "categories" => post.data["categories"], "tags" => post.data["tags"], "content" => post.content
  )
end
