# Pages of days, months and further pages of publishers, and what the layouts ask for often, worked out once.
# GitHub's own build of Jekyll leaves plugins out: the site then has everything but these pages. The workflow that comes along has them.
module Newsarchive
  class Made < Jekyll::PageWithoutAFile
    def initialize(site, folder, data)
      super(site, site.source, folder, "index.html")
      self.data = data
    end
  end

  class Generator < Jekyll::Generator
    safe true
    priority :low

    def generate(site)
      @site = site
      @size = [site.config["page_size"].to_i, 1].max
      posts = site.posts.docs.reverse
      months = posts.group_by { |post| post.date.strftime("%Y-%m") }
      index = months.map do |month, of_month|
        days = of_month.group_by { |post| post.date.strftime("%Y-%m-%d") }
        calendar = days.map { |day, each| { "day" => day, "url" => "/archive/#{day.tr('-', '/')}/", "count" => each.size } }
        calendar.reverse!
        days.each { |day, each| paged("/archive/#{day.tr('-', '/')}/", each, "layout" => "day", "title" => day, "calendar" => calendar, "month" => month) }
        place = "/archive/#{month.tr('-', '/')}/"
        site.pages << Made.new(site, place, "layout" => "month", "title" => month, "calendar" => calendar, "month" => month, "count" => of_month.size)
        { "month" => month, "url" => place, "count" => of_month.size }
      end
      site.data["months"] = index
      publishers(site)
    end

    private

    def publishers(site)
      by_slug = posts_by_slug(site)
      found = site.pages.select { |page| page.data["layout"] == "publisher" }
      site.data["publishers"] = found.map do |page|
        posts = by_slug.fetch(page.data["slug"], [])
        place = "/publishers/#{page.data['slug']}"
        paged("#{place}/", posts, page.data.merge("first" => "#{place}.html"), page)
        initial = page.data["slug"].to_s[0].to_s.upcase
        initial = "0–9" if initial =~ /\A\d/
        { "name" => page.data["publisher"], "slug" => page.data["slug"], "url" => "#{place}.html", "count" => posts.size, "initial" => initial }
      end.sort_by { |each| each["slug"].to_s }
      site.data["busiest"] = site.data["publishers"].sort_by { |each| [-each["count"], each["slug"].to_s] }.first(15)
    end

    def posts_by_slug(site)
      site.posts.docs.reverse.group_by { |post| post.data["source_slug"] }
    end

    # The pages of a list; the first one may be there already.
    def paged(place, posts, data, first = nil)
      parts = posts.each_slice(@size).to_a
      parts.each_with_index do |part, number|
        address = ->(at) { at.zero? ? (data["first"] || place) : "#{place}page#{at + 1}/" }
        own = { "posts" => part, "count" => posts.size, "number" => number + 1, "total" => parts.size }
        own["newer"] = address.call(number - 1) if number.positive?
        own["older"] = address.call(number + 1) if number + 1 < parts.size
        if number.zero? && first
          first.data.merge!(own)
        else
          @site.pages << Made.new(@site, number.zero? ? place : "#{place}page#{number + 1}/", data.merge(own))
        end
      end
    end
  end

  # Jekyll compares each file that it writes with all before it, which takes minutes with 5,000 posts and hours with 50,000. What it
  # wants is that none is written twice; a set tells it that at once.
  module EachFileOnce
    def each_site_file
      seen = {}.compare_by_identity
      %w(pages static_files_to_write docs_to_write).each do |type|
        send(type).each do |item|
          next if seen.key?(item)

          yield item
          seen[item] = true
        end
      end
    end
  end

  module Filters
    # Pictures of other hosts are named, not asked for.
    def quiet_pictures(html)
      html.to_s.gsub(/(<img\b[^>]*?\s)src=("?'?)(https?:|\/\/)/) { "#{$1}data-src=#{$2}#{$3}" }
    end
  end
end
Liquid::Template.register_filter(Newsarchive::Filters)
Jekyll::Site.prepend(Newsarchive::EachFileOnce) if Jekyll::Site.method_defined?(:each_site_file)
