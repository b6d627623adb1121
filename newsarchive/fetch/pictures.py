"""A picture asked for as a browser would, on behalf of the page that shows it."""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.referer import StrictOriginWhenCrossOriginPolicy

from newsarchive.fetch.guard import InsideError
from newsarchive.fetch.hosts import HostOffError, LeftError
from newsarchive.fetch.reasons import answer, reason
from newsarchive.pictures.content import PictureError

_POLICY = StrictOriginWhenCrossOriginPolicy()
_ACCEPT = "image/*,*/*;q=0.5"
"""No format by name: who is offered WebP sends WebP, and what is kept is to be readable for long."""


async def ask(crawler: Crawler, url: str, page: str, most: int) -> bytes:
    """The answer for a picture that ``page`` shows, of so many bytes at the ``most``, as sent and as unpacked.

    It takes its turn like every page. The page is named as the one that it is wanted for, as browsers do it: hosts that show
    pictures on their own pages only ask for that.

    Raises:
        PictureError: it cannot be had.
        LeftError: it is left for the next run, or its host is being left alone.
    """
    engine: Any = crawler.engine
    referrer = _POLICY.referrer(page, url)
    headers = {"Accept": _ACCEPT, **({"Referer": referrer} if referrer else {})}
    meta = {"download_maxsize": most, "download_warnsize": 0, "address": url}
    try:
        response: Response = await engine.download_async(Request(url, headers=headers, meta=meta, callback=NO_CALLBACK))
    except (LeftError, HostOffError) as error:
        raise LeftError(str(error)) from error
    except InsideError as error:
        raise PictureError(str(error), final=True) from error
    except Exception as error:  # whatever it is, Scrapy's or the system's: it is the reason why a picture is missing
        if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
            raise PictureError(f"it has more than {most:,} bytes (`pictures.size`)", final=True) from error
        raise PictureError(reason(error)) from error
    if response.status != 200:
        raise PictureError(answer(response.status))
    return response.body
