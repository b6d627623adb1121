"""Titles, media and bodies that have broken archives before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from html import escape

from newsarchive.article import Article
from newsarchive.extract.markup.clean import sanitise
from tests.records import START, record

TITLES = [
    '"稳增长"政策再加码',
    '单引号\'和"双引号"混排',
    "反斜杠 C:\\Windows\\ 与 \\n",
    "快讯: 央行降准",
    "[快讯] 盘前必读",
    "{花括号} {{ page.title }} {% include x %}",
    "{% raw %} 没有结尾",
    "endraw %} {% endraw %}",
    "*ST海润：退市",
    "%5的增长",
    "@所有人",
    "#A股# 收评",
    "& 与 * 与 !",
    "- 破折号开头",
    "? 问号开头",
    "> 大于号",
    "| 竖线",
    "`反引号`",
    "---",
    "...",
    "--- 分隔线",
    "yes",
    "no",
    "null",
    "~",
    "true",
    "1e3",
    "0x1F",
    "2022-04-13",
    "12:30:45",
    "1_000",
    ".inf",
    "😀 表情 👨‍👩‍👧 与 𠮷野家",
    "尾部空格不留 x",
    "全角：冒号，逗号、顿号“引号”",
    "<script>alert(1)</script>",
    "<b>粗</b> &amp; &lt;",
    "a: b: c",
    "key: value # comment",
    "换行\u2028与\u2029段",
    "下一行\x85符",
    "零宽\u200b空格与\ufeff标记",
    "很长" * 200,
    "=1+1",
    ":symbol",
    "!ruby/object:Gem::Installer",
    "!!python/object/apply:os.system",
    "<< merge",
    "*alias",
    "&anchor",
]

MEDIA = [
    "人民邮电报",
    "21世纪 经济报道",
    "a/b",
    "../../etc",
    "e公司",
    "证券时报·e公司",
    "no",
    "1e3",
    "媒" * 300,
    "x" * 300,
    "“引号”报",
    "重庆商报",
    "{{ site.title }}",
    "[中] 括号",
    "#井号",
    "😀",
    "Wind资讯",
    "C:\\新闻",
]

BODIES = [
    "<p>{{ page.title }} 与 {% raw %} 与 {%</p>",
    "<p>{{{{{% %}}}}</p><p>{% endraw %}{{</p>",
    "<p>一</p>\n\n    <p>缩进四格</p>",
    "<pre>    保留 {% if %}\n\n    空行\n---\n</pre>",
    "<p>---</p>\n---\n<p>完</p>",
    "<p>* 不是列表</p><p>1. 不是编号</p><p># 不是标题</p><p>_不是_ *强调* `不是` [x](y)</p>",
    "<table><tbody><tr><td>甲|乙</td></tr></tbody></table>",
    "<p>a &lt;b&gt; &amp;amp; c</p>",
    "<p>$$ x $$ 与 {: .class} 与 {::options /} 与 [^1]</p>",
    "<blockquote><p>引文</p></blockquote><ul><li>项</li></ul>",
    "<p>{{% shortcode %}} 与 {{&lt; figure &gt;}} 与 {{%/* x */%}}</p>",
]

NAMES = [
    "nw1",
    "NW1",
    "Nw1",
    "CON",
    "aux.x",
    "index",
    "_index",
    "a/b",
    "a-b",
    "..",
    "新闻",
    "é",
    "e\u0301",
    "a b",
    "{{ x }}",
    "x" * 200,
]
"""Ids of articles: such as are one file to some systems, or none."""

_SIGNS = "\"'\\{}%<>&#*_`~|[]()!?@:;,-+=/$^ \n\t\r\0\x07\x7f\x85\xa0\u200b\u2028\ufeff\ufffeéé中𠮷😀٣一"
_PIECES = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{{<",
    "{{%",
    "{% endraw %}",
    "{% raw %}",
    "---",
    "...",
    "\n---\n",
    ": ",
    " #",
    "<!--",
    "]]>",
    "{: .x}",
)
_SHAPES = ("<p>{}</p>", "<pre>  {}\n\n    x</pre>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>")


def articles(count: int, seed: int = 0) -> Iterator[Article]:
    """Articles of everything above, and of pieces thrown together by dice; the same seed gives the same."""
    dice = random.Random(seed)

    def thrown() -> str:
        return "".join(dice.choice((dice.choice(_PIECES), dice.choice(_SIGNS), dice.choice(TITLES)[:20])) for _ in range(8))

    for number in range(1, count + 1):
        text = escape(thrown())
        shape = dice.choice(
            ("<p>{}</p>", "<pre>  {}\n\n    x</pre>", "<ul><li>{}</li></ul>", "<blockquote><p>{}</p></blockquote>")
        )
        old = number <= len(TITLES)
        yield record(
            number,
            id=NAMES[number - 1] if number <= len(NAMES) else f"NW20261101{number:010}",
            title=TITLES[number - 1] if old else dice.choice((thrown(), dice.choice(TITLES) + thrown())),
            publisher=dice.choice((None, thrown(), *MEDIA)) if number > len(MEDIA) else MEDIA[number - 1],
            body=sanitise(BODIES[number % len(BODIES)] + shape.format(text)),
            published=START + timedelta(minutes=17 * number, days=40 * (number % 9)),
            summary=thrown(),
            authors=(thrown(),),
        )
