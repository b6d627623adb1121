"""Kept pictures in a repository: once each, posts point to them, and what the user does with them stays."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime

import pytest
import yaml

from newsarchive.archive import Archive
from newsarchive.article import Image
from newsarchive.export.front_matter import read
from newsarchive.importing.intake import Intake
from newsarchive.pictures.content import read_picture
from newsarchive.pictures.shelf import Folder, ShelfError
from newsarchive.pictures.shown import illustrated
from newsarchive.run import Run
from tests.export.repositories import git
from tests.pictures.drawn import drawn
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
BASE = "//news.example.org"


def url(number):
    return f"http://img.example.org/{number}.png"


def file(number):
    return read_picture(drawn(number)).file


class Illustrated:
    """An archive whose articles show pictures that are kept, with the export asked for."""

    def __init__(self, folder):
        self.folder, self.site = folder, folder / "site"
        self.shelf = Folder(folder / "state" / "pictures")

    def configure(self, **export):
        said = {"timezone": "Asia/Shanghai", "exports": [{"to": "site", "base_url": BASE, **export}]}
        (self.folder / "newsarchive.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
        return self

    def article(self, number, *shown, kept=True, **more):
        body = "<p>one text.</p>" + "".join(f'<figure><img src="{url(each)}" alt="{each}"></figure>' for each in shown)
        article = record(number, body=body, **more)
        for each in shown if kept else ():
            self.shelf.put(file(each), drawn(each))
        return illustrated(article, {url(each): file(each) for each in shown} if kept else {})

    def put(self, *articles):
        with Archive(self.folder) as archive:
            for each in articles:
                archive.index.articles.put(each)

    def export(self, **options):
        with Archive(self.folder) as archive:
            return archive.export(archive.exports()[0], NOW, **options)

    def files(self):
        return set(git(self.site, "ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0"))

    def pictures(self):
        return {path for path in self.files() if path.endswith(".png") and re.search("[0-9a-f]{64}", path)}

    def post(self):
        (path,) = (path for path in self.site.rglob("*2026-11-01*") if ".git" not in path.parts)
        return path.read_text(encoding="utf-8")


@pytest.fixture
def made(tmp_path):
    return Illustrated(tmp_path).configure(profile="jekyll")


@pytest.mark.parametrize(
    ("profile", "folder", "address"),
    [
        ("jekyll", "assets/pictures", f'<img src="{BASE}/assets/pictures/FILE" alt="1" data-original="{url(1)}">'),
        ("finews", "assets/pictures", f'<img src="{BASE}/assets/pictures/FILE" alt="1" data-original="{url(1)}">'),
        ("hugo", "static/pictures", f'<img src="{BASE}/pictures/FILE" alt="1" data-original="{url(1)}">'),
        ("markdown", "pictures", "![1](../../pictures/FILE)"),
    ],
)
def test_each_form_has_its_pictures_and_points_to_them(made, profile, folder, address):
    made.configure(profile=profile)
    made.put(made.article(1, 1))
    made.export()
    assert made.pictures() == {f"{folder}/{file(1)}"}
    assert (made.site / folder / file(1)).read_bytes() == drawn(1)
    assert address.replace("FILE", file(1)) in made.post()
    assert not git(made.site, "status", "--porcelain")
    if profile != "finews":
        data, _ = read(made.post())
        assert data["image"].endswith(f"pictures/{file(1)}")
        assert data["newsarchive"]["images"] == [{"url": url(1), "file": file(1)}]


def test_the_next_export_has_nothing_to_do_and_reads_no_picture(made, monkeypatch):
    made.put(made.article(1, 1, 2), made.article(2, 2))
    assert made.export().written >= 4
    monkeypatch.setattr(Folder, "get", lambda *_: pytest.fail("it is committed already"))
    assert made.export(whole=True).commit is None
    made.put(made.article(1, 1, 2, title="另一个标题", revision=2))
    made.export()
    assert git(made.site, "show", "--format=", "--name-only").splitlines() == [
        "_posts/2026/11/2026-11-01-NW202611010000000001.html"
    ]


def test_a_picture_goes_out_with_the_first_post_that_shows_it_and_another_only_when_it_is_new(made):
    made.put(made.article(1, 1))
    made.export()
    made.put(made.article(2, 1, 2))
    made.export()
    assert git(made.site, "show", "--format=", "--name-only", "--diff-filter=A").splitlines() == sorted(
        [f"assets/pictures/{file(2)}", "_posts/2026/11/2026-11-01-NW202611010000000002.html"]
    )


def test_a_picture_that_comes_later_changes_its_post_alone(made):
    made.put(made.article(1, 1, kept=False), made.article(2))
    made.export()
    assert f'src="{url(1)}"' in (made.site / "_posts/2026/11/2026-11-01-NW202611010000000001.html").read_text(encoding="utf-8")
    made.shelf.put(file(1), drawn(1))
    with Archive(made.folder) as archive:
        archive.index.pictures.enter(record(1).url, {url(1): file(1)}, illustrated)
    result = made.export()
    assert result.written == 2
    assert git(made.site, "log", "-1", "--format=%s") == "Revise 1 article from finews"


def test_pictures_stay_out_of_git_where_that_is_said(made):
    made.configure(profile="jekyll", images="https://cdn.example.org/news/")
    made.put(made.article(1, 1))
    made.export()
    assert made.pictures() == set()
    assert f'<img src="https://cdn.example.org/news/{file(1)}"' in made.post()
    made.configure(profile="jekyll", images="link")
    made.export()
    assert f'<img src="{url(1)}" alt="1">' in made.post()
    assert file(1) in made.post()  # the record says that it is kept all the same
    made.configure(profile="jekyll")
    made.export()
    assert made.pictures() == {f"assets/pictures/{file(1)}"}


def test_no_post_points_to_a_picture_that_is_gone(made):
    made.put(made.article(1, 1))
    shutil.rmtree(made.shelf.folder)
    made.export()
    assert made.pictures() == set()
    assert f'src="{url(1)}"' in made.post()


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "ab/../../x.png", "ab/x\n.png"])
@pytest.mark.parametrize("images", ["keep", "https://cdn.example.org"])
def test_a_record_that_somebody_else_wrote_leads_nowhere(name, images, made):
    made.configure(profile="jekyll", images=images)
    made.put(illustrated(made.article(1, 1, kept=False), {url(1): name}))
    made.export()
    assert f'<img src="{url(1)}"' in made.post()


def test_one_that_goes_while_it_is_exported_stops_the_export_and_names_it(made, monkeypatch):
    made.put(made.article(1, 1))
    monkeypatch.setattr(Folder, "get", lambda *_: None)
    with pytest.raises(ShelfError, match=f"{file(1)} is not in"):
        made.export()


def test_what_the_user_does_with_a_picture_stays(made):
    made.put(made.article(1, 1), made.article(2, 2))
    made.export()
    one, two = (made.site / "assets" / "pictures" / file(number) for number in (1, 2))
    one.write_bytes(drawn(9))
    git(made.site, "rm", "-q", two.relative_to(made.site).as_posix())
    git(made.site, "commit", "-qm", "Without it")
    result = made.export(whole=True)
    assert one.read_bytes() == drawn(9)
    assert not two.exists()
    assert set(result.kept) == {f"assets/pictures/{file(number)}" for number in (1, 2)}


def test_a_revision_without_it_leaves_it_until_all_is_looked_at(made):
    made.put(made.article(1, 1))
    made.export()
    made.put(made.article(1, 2, revision=2, title="另一个标题"))
    made.export()
    assert made.pictures() == {f"assets/pictures/{file(number)}" for number in (1, 2)}
    with Archive(made.folder) as archive:
        archive.index.articles.put(record(3))
    result = made.export(whole=True)
    assert made.pictures() == {f"assets/pictures/{file(2)}"}
    assert result.removed == 1


def test_a_history_from_nothing_has_them_as_well(made, tmp_path):
    made.put(made.article(1, 1), made.article(2, 1, 2))
    made.put(made.article(1, 3, revision=2, title="另一个标题", fetched=record().fetched.replace(day=5)))
    made.export(whole=True)
    tree = git(made.site, "rev-parse", "HEAD^{tree}")
    made.configure(profile="jekyll", to="again", name="again")
    made.export(since_epoch=True)
    again = made.folder / "again"
    assert git(again, "rev-parse", "HEAD^{tree}") == tree
    names = git(again, "log", "--format=", "--name-status", "--", "assets/pictures").splitlines()
    assert sorted(names) == sorted(f"A\tassets/pictures/{file(number)}" for number in (1, 2, 3))


def test_an_index_made_anew_takes_over_what_stands_there(made):
    made.put(made.article(1, 1))
    made.export()
    with Archive(made.folder) as archive:
        archive.index.exports.forget("site")
    assert made.export(whole=True).commit is None


def test_a_picture_in_the_text_itself_is_there_once(made):
    data = "data:image/png;base64," + "QUJD" * 60
    made.put(record(1, body=f'<p>one <img src="{data}"></p>', images=(Image(data),)))
    made.export()
    assert made.post().count("base64") == 1
    assert f'<img src="{data}">' in made.post()


@pytest.mark.parametrize("profile", ["jekyll", "hugo", "markdown", "finews"])
def test_a_post_that_is_read_back_shows_what_its_article_showed(made, profile):
    made.configure(profile=profile)
    article = made.article(1, 1)
    made.put(article)
    made.export()
    (made.folder / "again").mkdir()
    again = Illustrated(made.folder / "again").configure(profile=profile)
    with Archive(again.folder) as archive, Run(archive, export=False) as run:
        Intake(run).folder(made.site, None if profile == "finews" else archive.projection(archive.exports()[0]).is_post)
        (stored,) = archive.index.articles.changed_since(0, archive.index.articles.sequence())
    assert f'<img src="{url(1)}"' in stored.article.body
    assert file(1) not in stored.article.body
    if profile != "finews":
        assert stored.article.images == article.images


def test_notes_of_media_are_wiki_safe_and_stay_as_they_are(made):
    made.configure(profile="markdown")
    names = {1: "人民邮电报", 2: "Harbour [Courier] #1|x", 3: "HARBOUR [courier] #1|x", 4: "CON", 5: None}
    made.put(*(made.article(number, publisher=name) for number, name in names.items()))
    made.export()
    notes = {path for path in made.files() if path.startswith("publishers/")}
    assert {"publishers/人民邮电报.md", "publishers/harbour courier 1 x.md"} < notes
    assert len(notes) == 3
    assert all(not re.search(r'[\[\]#^|:\\?*"<>]', note) for note in notes)
    for path in (path for path in made.site.rglob("*2026-11-01*.md")):
        data, _ = read(path.read_text(encoding="utf-8"))
        link = re.fullmatch(r"\[\[([^]|]+)\|([^]|]+)\]\]", data.get("publisher", ""))
        assert (f"{link[1]}.md" in notes) if data.get("source") else link is None
    data, _ = read((made.site / "publishers" / "harbour courier 1 x.md").read_text(encoding="utf-8"))
    assert data["aliases"] == ["HARBOUR [courier] #1|x", "Harbour [Courier] #1|x"]
    made.put(made.article(6, publisher="人民邮电报"))
    made.export()
    (written,) = git(made.site, "-c", "core.quotePath=false", "show", "--format=", "--name-only").splitlines()
    assert written.startswith("2026/11/")
