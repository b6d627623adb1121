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
    nodes=s.page.nodes
    figures={}
    keep=[]; why={}
    late=lo<s.headline<hi and s._plain[hi]-s._plain[s.headline]>.5*(s._plain[hi]-s._plain[lo])
    for i in range(lo,hi):
        b=s.blocks[i]
        n=b.node
        if fl[n.index]&APART: why[i]='hint'; continue
        if i==s.headline: why[i]='headline'; continue
        if i<s.headline and late: why[i]='before'; continue
        if i in s.teasers: why[i]='teaser'; continue
        if not any(ch.isalnum() for ch in b.text): why[i]='blank'; continue
        r=chaff(b)
        if r: why[i]=r; continue
        if in_figure(s,b,c,figures): why[i]='figure'; continue
        keep.append(i)
    # links
    kept=[]
    for i in keep:
        b=s.blocks[i]; n=len(b.text)
        if b.links>=.8*n and not link_belongs(s,b): why[i]='link'; continue
        kept.append(i)
    kept=cut_elsewhere(s,kept,why,c)
    kept=ends(s,kept,why)
    return [s.blocks[i] for i in kept],why

def in_figure(s,b,c,memo):
    n=b.node
    while n is not None and n.index>c.index:
        if n.tag=='figure':
            return not any(x.tag in _MATTER for x in s.page.subtree(n))
        n=n.parent
    return False

def link_belongs(s,b):
    n=b.node
    return n.tag in ('li','td','th') or n.tag in _HEADINGS

def scope_of(s,b,c):
    """The largest element that begins with this block."""
    n=b.node
    while n.parent is not None and n.parent.index>c.index and s.span(n.parent)[0]==b.index: n=n.parent
    return s.span(n) if n.index>c.index else (b.index,b.index+1)

def cut_elsewhere(s,kept,why,c):
    out=[]
    total=sum(s.plain[i] for i in kept)
    skipping=False; until=-1
    for i in kept:
        b=s.blocks[i]; n=len(b.text)
        if i<until: why[i]='scope'; continue
        if n<120 and ELSEWHERE.match(b.text) and b.links<n:
            lo,hi=scope_of(s,b,c)
            if s._plain[hi]-s._plain[lo]<.3*total: until=hi
            skipping=True; why[i]='elsewhere'; continue
        if skipping:
            if s.plain[i]>0 and b.links*3<n and n>60 and b.node.tag!='li': skipping=False
            elif b.links*2>n or b.node.tag=='li': why[i]='elsewhere+'; continue
            else: skipping=False
        out.append(i)
    return out

_DEK=re.compile(r"dek\b|sub-?_?(?:head|title|line)|standfirst|\bsub\b|deck\b|kicker|flashline|abstract",re.I)
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
