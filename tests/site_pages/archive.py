"""An archive in two languages, exported in a form that a site is built from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive import Archive
from newsarchive.article import Article
from tests.records import START, record

CONFIG = 'timezone: Asia/Shanghai\nexports:\n  - {{profile: {profile}, to: site, base_url: "{base_url}", layout: {layout}}}\n'
NOW = datetime(2026, 12, 1, tzinfo=UTC)

ENGLISH = record(
    900,
    title="Harbour <reopens> after “storm” & flood",
    publisher="Lanzhou Herald",
    language="en",
    authors=("Ann Example", "Bo Example"),
    body="<p>The harbour reopened on Monday, after two weeks of repairs.</p><p>Ferries run again.</p>",
    published=START + timedelta(days=40),
    published_precision="day",
)
WITHDRAWN = record(
    901,
    title="澜州渡轮恢复通航，市民重返江岸",
    publisher="长河商报",
    language="zh",
    authors=("陈一",),
    body="<p>渡轮十二月恢复通航，江岸灯塔再次亮起。</p>"
    '<p><img src="http://pictures.example.org/a.png" alt="江岸"></p><table><tr><th>航线</th><td>三条</td></tr></table>',
    published=START + timedelta(days=41),
    withdrawn=START + timedelta(days=45),
)
REVISED = WITHDRAWN.replace(body=WITHDRAWN.body + "<p>更正：航线为四条。</p>", digest="b" * 64, revision=2)


def articles() -> list[Article]:
    """Enough of one publisher for a second page, over two months; one without its hour, one withdrawn, one in English."""
    many = [record(number, language="zh", published=START + timedelta(hours=10 * number)) for number in range(1, 131)]
    few = [record(200 + n, publisher=f"第{n}晚报", published=START + timedelta(hours=n)) for n in range(1, 12)]
    return [*many, *few, ENGLISH, WITHDRAWN, REVISED]


def export(folder: Path, profile: str, base_url: str = "", layout: str = "sharded") -> Path:
    """The exported repository."""
    folder.mkdir(parents=True)
    (folder / "newsarchive.yaml").write_text(CONFIG.format(profile=profile, base_url=base_url, layout=layout), encoding="utf-8")
    with Archive(folder) as archive:
        for article in articles():
            archive.index.articles.put(article)
        published = archive.export(archive.exports()[0], NOW)
    assert published.held_back == {}
    return folder / "site"
