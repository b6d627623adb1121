"""The Scrapy settings of every crawl. What an archive decides for itself stands in `fetch/politeness.py`."""

from collections.abc import Mapping
from typing import Any

from scrapy.settings import default_settings

from newsarchive.resources import PIPELINES, SPIDERS


def _without(base: Mapping[str, int], *names: str) -> dict[str, int]:
    """What Scrapy has by itself, save for these."""
    return {name: order for name, order in base.items() if name not in names}


BOT_NAME = "newsarchive"
SPIDER_MODULES = [SPIDERS]
SPIDER_LOADER_CLASS = "newsarchive.fetch.spider_loader.SpiderLoader"

ITEM_PIPELINES = {
    f"{PIPELINES}.validate.Validate": 100,
    f"{PIPELINES}.sanitise.Sanitise": 200,
    f"{PIPELINES}.pictures.Pictures": 270,
    f"{PIPELINES}.store.Store": 300,
    f"{PIPELINES}.group.Group": 400,
    f"{PIPELINES}.export.Export": 500,
}

SCHEDULER = "newsarchive.fetch.scheduler.Scheduler"
# Each that stands between the spider and Scrapy takes a tenth of a millisecond a page. Nobody here asks for a depth or which
# requests were the first, and an address that is too long for Scrapy's taste would be dropped without a word.
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    # Nearest to the spider: an answer that others refuse never reaches it.
    "newsarchive.fetch.settlement.SettlementMiddleware": 1000,
    "newsarchive.fetch.capturing.CapturedMiddleware": 990,
}

# What is set to None is imported all the same. These three are off (below), and take an eighth of a second to import.
DOWNLOADER_MIDDLEWARES_BASE = _without(
    default_settings.DOWNLOADER_MIDDLEWARES_BASE, "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"
)
EXTENSIONS_BASE = _without(
    default_settings.EXTENSIONS_BASE,
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.extensions.remote_control.RemoteControl",
)

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # see `fetch/credentials.py`
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # no spider here names the domains it is for
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsarchive.fetch.render_middleware.RenderMiddleware": 50,
    "newsarchive.fetch.robots_middleware.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsarchive.fetch.retry.BackoffRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newsarchive.fetch.refresh.RefreshMiddleware": 580,
    # Nearer to the network than the decompression (590), so that it sees the body as it was sent.
    "newsarchive.fetch.integrity.IntegrityMiddleware": 595,
    # Nearest to the network: redirects, retries and errors pass here as well, and the request is as it goes out.
    "newsarchive.fetch.capturing.CaptureMiddleware": 990,
}

EXTENSIONS = {"newsarchive.fetch.limits.LimitWatch": 500}

# News comes over the web. A list that names a file: or ftp: address is not to be followed.
DOWNLOAD_HANDLERS: dict[str, Any] = {
    "http": "newsarchive.fetch.handler.DownloadHandler",
    "https": "newsarchive.fetch.handler.DownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}

# Both are on by default in Scrapy, and both let whoever reaches them run code.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

COOKIES_ENABLED = False
DOWNLOADER_STATS = False  # it writes every request out to see how long it is; the run counts for itself
DOWNLOAD_FAIL_ON_DATALOSS = True  # half an answer is no answer
CONCURRENT_REQUESTS = 32
# Of one answer, in the pipelines at once. Scrapy makes a task for each place, used or not, for every answer: at its own 100 that
# is over a hundred tasks a page, which holds one article. Spiders whose answers hold many say so themselves.
CONCURRENT_ITEMS = 1
# Delay and concurrency are a matter of the host, whichever spider asks: `fetch/hosts.py` sees to them, for all spiders of a run.
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = CONCURRENT_REQUESTS
REDIRECT_MAX_TIMES = 5
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False  # the command line has its own, see `cli/common.py`
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # a failure is reported once, by the run, and not by the log as well
