"""Where the article's body is, and what of it belongs to the article."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.extract.hints import Hint
from newsarchive.extract.page import Block, Node, Page
from newsarchive.extract.trim import trim
from newsarchive.extract.survey import APART, Survey


@dataclass(frozen=True, slots=True)
class Body:
    """The body as it was found."""

    container: Node | None
    """The element that holds it."""
    blocks: tuple[Block, ...]
    """What of the page is article, in document order."""
    text: str
    html: str
    confidence: float

PARA=frozenset('p li blockquote h1 h2 h3 h4 h5 h6 pre dd dt td th tr'.split())
def seed(s):
    sc={}
    for b,m in zip(s.blocks,s.mass):
        if m<=0: continue
        n=b.node
        if n.tag in PARA: n=n.parent
        w=1.0
        for _ in range(3):
            if n is None: break
            sc[n.index]=sc.get(n.index,0.0)+m*w
            w*=.6
            n=n.parent
    if not sc: return None
    return s.page.nodes[max(sc,key=sc.__getitem__)]

def semantic(s):
    best=None;bm=0
    for i,h in s.own.items():
        if h&8:
            n=s.page.nodes[i]
            m=s.mass_of(n)
            if m>bm*1.05 or (m>=bm*.97 and m>0 and best is not None and i>best.index): best,bm=n,max(m,bm)
    return best

def grow(s,c):
    cur=c
    fl=s.flags_page
    for a in list(c.ancestors()):
        if a.tag in('body','html'): break
        lo,hi=s.span(a); l2,h2=s.span(cur)
        now=s.mass_of(cur)
        plus=s.mass_of(a)-now
        minus=sum(len(b.text) for k in (*range(lo,l2),*range(h2,hi)) for b in (s.blocks[k],) if s.plain[k]==0 and not fl[b.node.index]&APART)
        if plus>.15*now and plus>1.0*minus: cur=a
    return cur

def read_body(page: Page, which='seed+') -> Body:
    """Find the body of the page."""
    s=Survey(page)
    c={'seed':seed,'sem':semantic}[which.split('+')[0]](s)
    if c is None: c=seed(s)
    if '+' in which and c is not None: c=grow(s,c)
    if c is None:
        return Body(None, (), "", "", 0.0)
    blocks,_=trim(s,c)
    return Body(c, tuple(blocks), "\n".join(b.text for b in blocks), "", 0.5)
