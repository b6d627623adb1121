"""What of the container is the article, and what only stands between, before and after it."""

from __future__ import annotations

import re
from newsarchive.extract.lexicon import CHAFF, CREDIT, ELSEWHERE, IMPRINT, POINTER, SIGNOFF
from newsarchive.extract.page import Block, Node
from newsarchive.extract.survey import APART, Survey, squeeze

_HEADINGS=frozenset(('h1','h2','h3','h4','h5','h6'))
_MATTER=frozenset(('table','blockquote','pre','ul','ol','dl'))

def chaff(b):
    """Is the block machinery by its words?"""
    t=b.text; n=len(t)
    if n<=400 and CHAFF.match(t): return 'chaff'
    if n<=220 and CREDIT.search(t): return 'credit'
    if b.links*2>=n:
        if n<300 and POINTER.match(t): return 'pointer'
    return None

def trim(s, c):
    """The blocks of container c that are article."""
    lo,hi=s.span(c)
    fl=s.flags(c,s.plain_of(c),.3)
    keep=[]; why={}
    late=lo<s.headline<hi and s._plain[hi]-s._plain[s.headline]>(.5 if s.blocks[s.headline].node.tag=='h1' else .7)*(s._plain[hi]-s._plain[lo])
    total=s._plain[hi]-s._plain[lo]
    others=other_articles(s,c)
    until=-1; skipping=False; seen=set()
    for i in range(lo,hi):
        b=s.blocks[i]
        n=b.node; size=len(b.text)
        if i<until: why[i]='scope'; continue
        if fl[n.index]&APART: why[i]='hint'; continue
        if i==s.headline: why[i]='headline'; continue
        if i<s.headline and late: why[i]='before'; continue
        if i in s.teasers: why[i]='teaser'; continue
        if others and any(x<=b.start<y for x,y in others): why[i]='other'; continue
        if not any(ch.isalnum() for ch in b.text): why[i]='blank'; continue
        if size<120 and b.links<size and ELSEWHERE.match(b.text):
            x,y=scope_of(s,b,c)
            if s._plain[y]-s._plain[x]<.3*total: until=y
            skipping=True; why[i]='elsewhere'; continue
        r=chaff(b)
        if r:
            why[i]=r
            if r=='pointer' and size<60 and b.links<size: skipping=True
            continue
        if in_figure(s,b,c): why[i]='figure'; continue
        if skipping:
            if b.links*2>size or n.tag=='li' and b.links*3>size: why[i]='elsewhere+'; continue
            skipping=False
        if b.links>=.8*size and not link_belongs(s,b): why[i]='link'; continue
        if size>=60:
            if b.text in seen: why[i]='twice'; continue
            seen.add(b.text)
        keep.append(i)
    kept=ends(s,keep,why)
    return [s.blocks[i] for i in kept],why

def other_articles(s,c):
    """Spans of the article elements after the first that has text."""
    out=[]; end=0; first=None
    for i in sorted(s.own):
        n=s.page.nodes[i]
        if n.tag!='article' or not c.index<i<c.end or i<end: continue
        end=n.end
        out.append((n.index,n.end,s.plain_of(n)))
    if len(out)<2: return ()
    rest=sorted(o[2] for o in out[1:])
    if out[0][2]>=150 and not s.live and out[0][2]>=1.4*rest[len(rest)//2]: return [o[:2] for o in out[1:]]
    return ()

def in_figure(s,b,c):
    n=b.node
    while n is not None and n.index>c.index:
        if n.tag=='figure':
            return not any(x.tag in _MATTER for x in s.page.subtree(n))
        n=n.parent
    return False

def link_belongs(s,b):
    n=b.node
    if n.tag=='p': return not (b.text.isupper() and ' ' in b.text)
    if b.text[-1] in ".:。：" or b.text.startswith(("http","www.")): return True
    return n.tag in ('li','td','th') or n.tag in _HEADINGS

def scope_of(s,b,c):
    """The largest element that begins with this block."""
    n=b.node
    while n.parent is not None and n.parent.index>c.index and s.span(n.parent)[0]==b.index: n=n.parent
    return s.span(n) if n.index>c.index else (b.index,b.index+1)

_DEK=re.compile(r"dek\b|sub-?_?(?:head|title|line)|standfirst|\bsub\b|deck\b|kicker|flashline",re.I)
def dek(s,b):
    n=b.node
    for _ in range(3):
        if n is None: return False
        if n.tag=='header' or _DEK.search(n.get('class')): return True
        n=n.parent
    return False

def ends(s,kept,why):
    """Drop what stands before the first and after the last real paragraph."""
    blocks=s.blocks
    def solid(i):
        b=blocks[i]
        return s.plain[i]>0 and not IMPRINT.match(b.text) and not SIGNOFF.match(b.text)
    a=0
    while a<len(kept) and (not solid(kept[a]) or (kept[a]<s.headline+8 or s.headline<0) and dek(s,blocks[kept[a]])): a+=1
    z=len(kept)
    while z>a and not solid(kept[z-1]): z-=1
    if a>=z: return kept
    # headings that introduce
    while a>0 and blocks[kept[a-1]].node.tag in ('h2','h3','h4') and kept[a-1]==kept[a]-1 and not s.headline==kept[a-1] : a-=1
    for j in kept[:a]: why[j]='head'
    for j in kept[z:]: why[j]='tail'
    return kept[a:z]
