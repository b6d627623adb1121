"""The words of a book that are not those of its articles, by its language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a book says of itself."""

    contents: str
    unknown: str
    """Stands for the medium of articles that name none."""
    undated: str
    source: str
    original: str
    archived: str
    updated: str
    withdrawn: str
    picture: str
    audio: str
    video: str
    rights: str


_ENGLISH = Words(
    contents="Contents",
    unknown="Medium not known",
    undated="Date not known",
    source="Source",
    original="Original",
    archived="Archived",
    updated="Updated",
    withdrawn="The original has been withdrawn; this is the archived copy. Noticed",
    picture="Picture",
    audio="Sound",
    video="Video",
    rights="The rights in the articles remain with their media. This is an archived copy, with the address of each original.",
)
_CHINESE = Words(
    contents="目录",
    unknown="媒体不详",
    undated="日期不详",
    source="来源",
    original="原文",
    archived="存档",
    updated="更新",
    withdrawn="原文已撤下，此处为撤下前的存档。发现于",
    picture="图片",
    audio="音频",
    video="视频",
    rights="文章版权归原媒体所有；本书仅作存档，每篇均附原文链接。",
)


def words_of(language: str) -> Words:
    """The words for a language (BCP 47): Chinese, or else English."""
    return _CHINESE if language.lower().split("-")[0] == "zh" else _ENGLISH
