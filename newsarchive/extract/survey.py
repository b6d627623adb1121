"""How much each block of a page weighs as running text of the article, before anything is decided."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from newsarchive.extract.hints import Hint, hints_of
from newsarchive.extract.lexicon import CHAFF, IMPRINT, SIGNOFF
from newsarchive.extract.page import Block, Node, Page

_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_STOPS = re.compile(r"[,.;:!?，。；：！？、…।॥؟،]")
_SEPARATORS = re.compile(r"[\W_]+")

APART = int(Hint.NOISE | Hint.CAPTION | Hint.BYLINE | Hint.HIDDEN)


def squeeze(text):
    return _SEPARATORS.sub("", text).casefold()


def weigh(block):
    text = block.text
    size = len(text)
    links = block.links
    if links * 2 > size: return 0.0
    if not text.isascii():
        size += 2*len(_CJK.findall(text))
    size -= links
    st = len(_STOPS.findall(text))
    if size < 25: return 0.0
    if size < 80 and not st: return size * 0.3
    return float(size) if st else size * 0.5


class Survey:
    def __init__(self, page):
        self.page = page
        self.blocks = blocks = page.blocks
        self.starts = [b.start for b in blocks]
        self.plain = plain = [weigh(b) for b in blocks]
        self._plain = [0.0, *accumulate(plain)]
        self.total = self._plain[-1]
        self.own = {}
        for b in blocks:
            n = b.node
            while n is not None and n.index not in self.own:
                h = hints_of(n) if n.tag not in ("html", "body") else 0
                self.own[n.index] = h & ~APART if n.tag in ("main", "article") else h
                n = n.parent
        self.headline = self._headline()
        hidden = sum(self.plain_of(page.nodes[i]) for i,h in self.own.items() if h & Hint.HIDDEN)
        if hidden > .4*self.total:
            for i in self.own: self.own[i] &= ~int(Hint.HIDDEN)
        flags = self.flags(page.nodes[0] if page.nodes else None, self.total, .4 if self.headline<0 else .7)
        mass=[]
        tainted = int(Hint.NOISE | Hint.CAPTION | Hint.HIDDEN)
        teasers=self.teasers=self._teasers()
        for i,(b,m) in enumerate(zip(blocks,plain)):
            if m:
                if i in teasers: m*=.1
                elif len(b.text)<400 and (CHAFF.match(b.text) or SIGNOFF.match(b.text) or IMPRINT.match(b.text)): m*=.1
                if flags[b.node.index] & tainted: m*=.15
                if i < self.headline: m*=.25
            mass.append(m)
        self.flags_page=flags
        self.mass=mass
        d = squeeze(page.first_meta("og:description","description") or "")[:30]
        if len(d) > 12:
            for i,b in enumerate(blocks):
                if mass[i] and len(b.text)>=len(d) and squeeze(b.text[:120]).startswith(d):
                    mass[i]*=1.5; mass[i]+=150
        self._mass=[0.0,*accumulate(mass)]

    def span(self, node):
        return bisect_left(self.starts, node.index), bisect_left(self.starts, node.end)

    def mass_of(self, node):
        lo, hi = self.span(node)
        return self._mass[hi] - self._mass[lo]

    def plain_of(self, node):
        lo, hi = self.span(node)
        return self._plain[hi] - self._plain[lo]

    def flags(self, top, total, share):
        """Inherited hints of every element below top that has text; what holds a large share of the text is believed in its text, not in its name."""
        found = {}
        if top is None: return found
        nodes=self.page.nodes
        found[top.index]=0
        for i in sorted(self.own):
            if not top.index < i < top.end: continue
            h=self.own[i]
            if h & APART and (self.plain_of(nodes[i]) > share*total or (self.headline>=0 and not h&16 and nodes[i].index<self.blocks[self.headline].start<nodes[i].end and self.plain_of(nodes[i])>.1*total)): h&=~APART
            found[i]=h|found[nodes[i].parent.index]
        return found

    def _teasers(self):
        """Blocks of cards that only lead to other pages: a linked line, perhaps a few words more, several times alike."""
        cards={}
        for i,b in enumerate(self.blocks):
            n=len(b.text)
            if n<15 or b.links<.8*n: continue
            node=b.node
            for _ in range(4):
                if node is None or node.tag in ('body','main','html'): break
                lo,hi=self.span(node)
                if hi-lo>6: break
                if hi-lo>=2 and node.parent is not None:
                    size=sum(len(x.text)-x.links for x in self.blocks[lo:hi])
                    if size<=450:
                        cards.setdefault((node.parent.index,node.tag,node.get('class').split(' ')[0]),{})[node.index]=(lo,hi)
                    break
                node=node.parent
        out=set()
        for group in cards.values():
            if len(group)>=3:
                if sum(self._plain[hi]-self._plain[lo] for lo,hi in group.values())>.5*self.total: continue
                for lo,hi in group.values(): out.update(range(lo,hi))
        return out

    def _headline(self):
        """Index of the block with the headline, or -1."""
        page=self.page
        titles=[squeeze(t) for t in (page.first_meta("og:title","twitter:title") , page.title) if t]
        titles=[t for t in titles if len(t)>3]
        if not titles: return -1
        best=-1; bs=0
        for i,b in enumerate(self.blocks):
            if len(b.text)<300:
                heading = b.node.tag in ("h1","h2","h3") or "title" in b.node.get("class").lower()
                if not heading and b.links: continue
                t=squeeze(b.text)
                if len(t)<4: continue
                for x in titles:
                    if t in x and len(t)*2>=len(x)*.6 and len(t)>=6 or (x in t and len(t)<1.6*len(x)):
                        s={"h1":4,"h2":2,"h3":2}.get(b.node.tag,1.5 if heading else 1)
                        if b.links: s-=1
                        if s>bs: best,bs=i,s
        return best
