"""One post for all copies of a piece: whose it is, what it says of the others, and that its address lives on."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from tests.export.test_publish import Exported
from tests.records import START, record
from tests.test_copies import copy

UNDATED = {"published": None, "published_precision": None}


@pytest.fixture
def exported(make_archive):
    return Exported(make_archive("http://127.0.0.1:1"))


@pytest.fixture
def first(exported):
    exported.configure("to: site", "to: site, copies: first")
    return exported


def posts(exported):
    found = (int(path.stem[-4:]) for path in exported.site.rglob("_posts/**/*.md"))
    return sorted(found)


def is_the_same_from_scratch(exported):
    tree = exported.git("rev-parse", "HEAD^{tree}")
    shutil.rmtree(exported.site)
    exported.export()
    return exported.git("rev-parse", "HEAD^{tree}") == tree


def test_every_copy_has_its_post_and_finews_says_nothing_of_the_others(exported):
    exported.put(copy(1))
    exported.export()
    alone = exported.post(1).read_bytes()
    exported.put(copy(2))
    result = exported.export()
    assert posts(exported) == [1, 2]
    assert exported.post(1).read_bytes() == alone
    assert result.written == 2  # the new post, and the page of its medium


def test_one_post_stands_for_all_and_lists_the_others(first):
    first.put(copy(1), copy(2, title="货轮[又]出发", url="http://second.example.org/2?a=1"), record(3))
    first.export()
    assert posts(first) == [1, 3]
    text = first.post(1).read_text(encoding="utf-8")
    assert "其他媒体：\n\n- [货轮\\[又\\]出发](<http://second.example.org/2?a=1>)（第2日报）\n" in text
    assert "其他媒体" not in first.post(3).read_text(encoding="utf-8")
    assert is_the_same_from_scratch(first)


def test_a_copy_that_comes_in_later_is_listed_in_one_commit_and_nothing_more_happens(first):
    first.put(copy(1))
    first.export()
    first.put(copy(2))
    result = first.export()
    assert posts(first) == [1]
    assert "第2日报" in first.post(1).read_text(encoding="utf-8")
    assert first.git("log", "-1", "--format=%s").strip() == "Revise 1 article from finews"
    assert result.commit
    assert first.export().commit is None
    assert first.commits() == 2
    assert is_the_same_from_scratch(first)


def test_a_post_that_is_out_keeps_its_address_when_the_first_turns_up(first):
    first.put(copy(2))
    first.export()
    first.put(copy(1, publisher="新华社"))
    first.export()
    assert posts(first) == [2]
    assert "新华社" in first.post(2).read_text(encoding="utf-8")
    first.put(copy(2, published=START.replace(day=2), revision=2))
    first.export()
    assert posts(first) == [2]
    assert not first.post(2).exists()
    assert is_the_same_from_scratch(first)


def test_what_was_out_in_several_posts_is_reduced_to_one_in_one_commit(exported):
    exported.put(copy(1), copy(2), copy(3))
    exported.export()
    exported.configure("to: site", "to: site, copies: first")
    exported.export()
    assert posts(exported) == [1]
    assert exported.commits() == 2
    assert exported.is_clean()
    exported.configure(", copies: first", "")
    exported.export()
    assert posts(exported) == [1, 2, 3]


def test_a_first_that_cannot_go_out_does_not_take_the_others_with_it(first):
    first.put(copy(1, publisher="新华社", **UNDATED, fetched=START), copy(2), copy(3))
    result = first.export()
    assert posts(first) == [2]
    assert result.held_back == {}
    assert "新华社" in first.post(2).read_text(encoding="utf-8")


def test_where_none_can_go_out_each_is_held_back_and_the_first_goes_as_soon_as_it_can(first):
    first.put(copy(1, **UNDATED, fetched=START), copy(2, **UNDATED, fetched=START))
    assert len(first.export().held_back) == 2
    assert posts(first) == []
    first.put(copy(2, revision=2))
    assert first.export().held_back == {}
    assert posts(first) == [2]


def test_one_that_is_no_copy_any_more_has_a_post_of_its_own(first):
    first.put(copy(1), copy(2))
    first.export()
    first.put(copy(2, title="别的事", body="<p>图书馆延长开放时间，市民可以凭证件借阅图书，自习室同时开放。</p>", revision=2))
    first.export()
    assert posts(first) == [1, 2]
    assert "其他媒体" not in first.post(1).read_text(encoding="utf-8")
    assert is_the_same_from_scratch(first)


def test_when_the_chosen_one_leaves_the_others_have_their_post(first):
    first.put(copy(1), copy(2), copy(3))
    first.export()
    first.put(copy(1, title="别的事", body="<p>图书馆延长开放时间，市民可以凭证件借阅图书，自习室同时开放。</p>", revision=2))
    first.export()
    assert posts(first) == [1, 2]
    assert is_the_same_from_scratch(first)


def test_a_post_that_the_user_removed_is_not_replaced_by_a_copy(first):
    first.put(copy(1), copy(2))
    first.export()
    first.git("rm", "--quiet", str(first.post(1)))
    first.git("commit", "--quiet", "--message", "remove")
    first.put(copy(3))
    first.export()
    assert posts(first) == []


def test_the_page_of_a_medium_is_there_whether_all_is_looked_at_or_what_is_new(first):
    first.put(copy(1))
    first.export()
    first.put(copy(2, publisher="江海晚报"))
    first.export()
    assert (first.site / "category" / "jianghaiwanbao.html").exists()


def test_a_template_can_link_the_copies(exported):
    profile = exported.folder / "profiles" / "linked"
    shutil.copytree("data/profiles/finews", profile)
    template = (
        "---\ntitle: {{ title | quoted }}\n---\n{% for copy in copies() %}{{ copy.path }} {{ copy.is_first }}\n{% endfor %}"
    )
    (profile / "post.md.j2").write_text(template, encoding="utf-8")
    exported.configure("profile: finews", "profile: linked")
    exported.put(copy(2), copy(1), copy(3, **UNDATED, fetched=START + timedelta(days=1)))
    exported.export()
    path = "_posts/2026/11/2026-11-01-NW202611010000000001.md"
    assert exported.post(2).read_text(encoding="utf-8").endswith(f"---\n{path} True\nNone False\n")
