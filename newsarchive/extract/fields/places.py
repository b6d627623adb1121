"""Where a site's clock hangs, and in which order it writes a date, by its language and its country.

Only countries with one zone (or one where nearly all of the press sits) are listed: for the others nothing is assumed.
"""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

_COUNTRIES = """
cn Asia/Shanghai, hk Asia/Hong_Kong, mo Asia/Macau, tw Asia/Taipei, sg Asia/Singapore, my Asia/Kuala_Lumpur, jp Asia/Tokyo,
kr Asia/Seoul, vn Asia/Ho_Chi_Minh, th Asia/Bangkok, ph Asia/Manila, id Asia/Jakarta, in Asia/Kolkata, pk Asia/Karachi,
bd Asia/Dhaka, lk Asia/Colombo, np Asia/Kathmandu, ae Asia/Dubai, sa Asia/Riyadh, iq Asia/Baghdad, il Asia/Jerusalem,
ir Asia/Tehran, tr Europe/Istanbul, de Europe/Berlin, at Europe/Vienna, ch Europe/Zurich, fr Europe/Paris, be Europe/Brussels,
nl Europe/Amsterdam, lu Europe/Luxembourg, it Europe/Rome, pt Europe/Lisbon, es Europe/Madrid, uk Europe/London,
gb Europe/London, ie Europe/Dublin, dk Europe/Copenhagen, se Europe/Stockholm, no Europe/Oslo, fi Europe/Helsinki,
ee Europe/Tallinn, lv Europe/Riga, lt Europe/Vilnius, pl Europe/Warsaw, cz Europe/Prague, sk Europe/Bratislava,
hu Europe/Budapest, ro Europe/Bucharest, bg Europe/Sofia, gr Europe/Athens, hr Europe/Zagreb, rs Europe/Belgrade,
si Europe/Ljubljana, ua Europe/Kyiv, by Europe/Minsk, ru Europe/Moscow, az Asia/Baku, ge Asia/Tbilisi, am Asia/Yerevan,
br America/Sao_Paulo, ar America/Argentina/Buenos_Aires, cl America/Santiago, co America/Bogota, pe America/Lima,
uy America/Montevideo, ve America/Caracas, cr America/Costa_Rica, za Africa/Johannesburg, ng Africa/Lagos, gh Africa/Accra,
ke Africa/Nairobi, eg Africa/Cairo, ma Africa/Casablanca, tn Africa/Tunis, dz Africa/Algiers, nz Pacific/Auckland
"""
_ZONE_OF: dict[str, str] = dict(pair.split() for pair in _COUNTRIES.split(","))
# Languages that are written in one country above all.
_HOME_OF = {
    **{"zh": "cn", "ja": "jp", "ko": "kr", "vi": "vn", "th": "th", "id": "id", "ms": "my", "hi": "in", "mr": "in", "ta": "in"},
    **{"te": "in", "bn": "bd", "ur": "pk", "ne": "np", "si": "lk", "he": "il", "fa": "ir", "tr": "tr", "de": "de", "fr": "fr"},
    **{"it": "it", "nl": "nl", "da": "dk", "sv": "se", "no": "no", "nb": "no", "nn": "no", "fi": "fi", "et": "ee", "lv": "lv"},
    **{"lt": "lt", "pl": "pl", "cs": "cz", "sk": "sk", "hu": "hu", "ro": "ro", "bg": "bg", "el": "gr", "hr": "hr", "sr": "rs"},
    **{"sl": "si", "uk": "ua", "be": "by", "ru": "ru", "az": "az", "ka": "ge", "hy": "am"},
}
_MONTH_FIRST = frozenset({"en-us", "en-ph"})
_MONTH_FIRST_COUNTRIES = frozenset({"us", "gov", "edu", "mil", "ph"})


def zone_at(language: str, country: str) -> tzinfo | None:
    """The zone to assume for a page in ``language`` (a BCP 47 tag) on a host that ends in ``country``, if there is one."""
    base, _, region = language.lower().partition("-")
    for place in (country, region.rpartition("-")[2], "" if region else _HOME_OF.get(base, "")):
        if place in _ZONE_OF:
            return ZoneInfo(_ZONE_OF[place])
    home = _HOME_OF.get(base)
    return ZoneInfo(_ZONE_OF[home]) if home else None


def day_goes_first(language: str, country: str) -> bool | None:
    """Whether ``04/05/2022`` is the fourth of May there; None where both orders are in use."""
    language = language.lower()
    if language in _MONTH_FIRST or country in _MONTH_FIRST_COUNTRIES:
        return False
    if country in _ZONE_OF or (language and not language.startswith("en")) or language.startswith("en-"):
        return language != "en-ca" or None
    return None
