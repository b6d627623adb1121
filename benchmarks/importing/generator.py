"""Makes a folder as the original finews archive had it: invented posts, with every defect planted so often and no oftener."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.export.slugs import slug
from newsarchive.importing.findings import Defect

START = datetime(2022, 4, 1)  # noqa: DTZ001  # the original wrote its times so, and a zone behind them
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="
SITE = "//finews.withounder.com"
MEDIA = ("澜州日报", "江城财经", "重庆晚报", "云栖证券报", "北岭商报")
"""Invented, save that the name of a city in one of them is read wrongly by the pinyin of the old addresses."""
EVERY = 3
"""One post in so many has a defect."""


@dataclass(frozen=True)
class Piece:
    """One post, in the parts that the original's script pasted together."""

    number: int
    id: str
    name: str
    title: str
    date: str
    category: str
    tag: str
    body: str
    link: str
    back: str
    digest: str = ""
    ends: str = "\n"
    encoding: str = "utf-8"
    head: str = "---\nlayout: post\n"
    more: dict[str, str] = field(default_factory=dict)
    """Further files of the same post: name to text that replaces its body."""

    def text(self) -> str:
        quote = f"> {self.digest}\n\n" if self.digest else ""
        link = f"\n\n<{self.link}>" if self.link else ""
        return (
            f'{self.head}title: "{self.title}"\ndate: {self.date}\ncategories: {self.category}\ntags: {self.tag}\n---\n'
            f"{quote}{self.body}{link}\n\n{self.back}"
        )

    def data(self) -> bytes:
        return self.text().replace("\n", self.ends).encode(self.encoding, "surrogatepass")


def piece(number: int) -> Piece:
    """An ordinary post of that number; one in ten is of the rolling news."""
    moment = START + timedelta(minutes=7 * number)
    rolling = number % 10 == 0
    article_id = f"{'' if rolling else 'NW'}{moment:%Y%m%d}{number:010}"
    medium = MEDIA[number % len(MEDIA)]
    category, tag = ("emnews", "东财滚动新闻") if rolling else (slug(medium, "xpinyin"), f"{medium}新闻")
    page = "/emnews/" if rolling else f"/category/{category}.html"
    words = "，".join(f"第{number * line % 9973}组数字记录在案" for line in range(2, 12))
    credit = "" if rolling else f'<p class="em_media">（文章来源：{medium}）</p>'
    return Piece(
        number=number,
        id=article_id,
        name=f"{moment:%Y-%m-%d}-{article_id}",
        title=f"{medium}第{number}号报道",
        date=f"{moment:%Y-%m-%d %H:%M:%S} +0800",
        category=category,
        tag=tag,
        body="".join(f"<p>第{number}号报道的第{line}段：{words}。</p>\n " for line in range(6)).strip() + credit,
        link=f"http://news.example.org/a/{article_id}.html" if rolling else SHARE + article_id,
        back=f"[返回{tag}]({SITE}{page})｜[返回首页]({SITE}/)",
        digest=f"第{number}号报道的摘要。" if rolling else "",
    )


def _empty_time(post: Piece) -> Piece:
    return replace(post, name=f"-{post.id}", title="", date=" +0800")


def _two_ids(post: Piece) -> Piece:
    other = f"NW{post.id.removeprefix('NW')}9"
    text = replace(post, link=SHARE + other).text()
    return replace(post, more={f"{post.name[:10]}-{other}": text})


def _other_text(post: Piece) -> Piece:
    text = replace(post, body=post.body.replace("记录在案", "另有说法")).text()
    return replace(post, more={f"later/{post.name}": text})


Plant = tuple[Callable[[Piece], Piece], tuple[Defect, ...]]

PLANTS: tuple[Plant, ...] = (
    (lambda post: replace(post, title=f'他说"好"，{post.title}'), (Defect.FRONT_MATTER,)),
    (lambda post: replace(post, title=f"{post.title}\\"), (Defect.FRONT_MATTER,)),
    (lambda post: replace(post, title=f"C:\\table {post.title}"), (Defect.FRONT_MATTER,)),
    (lambda post: replace(post, body=post.body.replace("段：", "段：{{ 价格 }} {% raw %} ", 1)), (Defect.TEMPLATE,)),
    (_empty_time, (Defect.DATE, Defect.NAME, Defect.TITLE)),
    (lambda post: replace(post, date="2022-13-45 99:00:00 +0800"), (Defect.DATE,)),
    (lambda post: replace(post, date=post.date.removesuffix(" +0800")), (Defect.ZONE,)),
    (lambda post: replace(post, name=f"2021-01-01-{post.id}"), (Defect.NAME_DATE,)),
    (lambda post: replace(post, tag="", category=""), (Defect.PUBLISHER,)),
    (
        lambda post: replace(
            post,
            category="21shijijingjibaodao 21caijingAPP",
            tag="21世纪经济报道 21财经APP新闻",
            body=post.body.split("<p class=")[0],
        ),
        (Defect.SPLIT,),
    ),
    (lambda post: replace(post, category="shijiejinshudaobao"), (Defect.MIXED,)),
    (lambda post: replace(post, link=""), (Defect.LINK,)),
    (lambda post: replace(post, more={f"old/{post.name}": post.text()}), (Defect.DUPLICATE,)),
    (_other_text, (Defect.CONFLICT,)),
    (_two_ids, (Defect.TWIN,)),
    (lambda post: replace(post, name=f"{post.name[:10]}-no-id-of-ours-{post.number}", link=""), (Defect.SOURCE,)),
    (lambda post: replace(post, body=""), (Defect.EMPTY,)),
    (lambda post: replace(post, body="<p>系统繁忙，请稍后再试</p>"), (Defect.NOTICE,)),
    (lambda post: replace(post, head="layout: post\n"), (Defect.UNREADABLE,)),
    (lambda post: replace(post, encoding="gb18030"), (Defect.ENCODING,)),
    (lambda post: replace(post, body=post.body.replace("段：", "段\ud83d：", 1)), (Defect.CHARACTERS,)),
    (lambda post: replace(post, encoding="utf-8-sig"), (Defect.MARK,)),
    (lambda post: replace(post, ends="\r\n"), (Defect.LINES,)),
)
"""What is done to a post, and what a report is to say of it."""


def generate(folder: Path, posts: int, *, sharded: bool = False) -> Counter[Defect]:
    """Write so many posts, and more files where a defect is one of several; answer how often each defect was planted."""
    planted: Counter[Defect] = Counter()
    turn = 0
    for number in range(posts):
        post = piece(number)
        if number % EVERY == 1 and number % 10:  # rolling news name no medium, and are left as they are
            plant, defects = PLANTS[turn % len(PLANTS)]
            post = plant(post)
            planted.update(defects)
            turn += 1
        place = folder / "_posts" / (f"{START + timedelta(minutes=7 * number):%Y/%m}" if sharded else "")
        _write(place / f"{post.name}.md", post.data())
        for name, text in post.more.items():
            _write(place / f"{name}.md", text.encode())
    for medium in MEDIA:
        _page(folder, slug(medium, "xpinyin"), medium)
    _page(folder, "21shijijingjibaodao 21caijingAPP", "世界金属导报")
    planted[Defect.PAGE] += 1
    (folder / "_config.yml").write_text("lang: zh-CN\ntimezone: Asia/Shanghai\nplugins: [jekyll-feed]\n", encoding="utf-8")
    return planted


def _page(folder: Path, category: str, medium: str) -> None:
    text = f"---\nlayout: category\ntitle: {medium}新闻\ncategory: {category}\n---\n"
    _write(folder / "category" / f"{category}.html", text.encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
