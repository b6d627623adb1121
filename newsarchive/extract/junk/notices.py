"""The standing phrases of pages that are no article, in the languages they are met in."""

from __future__ import annotations

import re

from newsarchive.extract.found import NOT_FOUND


def _phrases(lines: str) -> re.Pattern[str]:
    """A pattern of one phrase a line; a line that ends in a backslash goes on in the next."""
    joined = re.sub(r"\\\n\s*", "", lines)
    return re.compile("|".join(line.strip() for line in joined.splitlines() if line.strip()), re.IGNORECASE)


KINDS: dict[str, re.Pattern[str]] = {
    "captcha": _phrases(
        r"""
        just a moment\.*
        attention required!?
        (?:are you|i'?m|you are|you're) not a robot
        are you a (?:robot|human)\??
        (?:verify|verifying|confirm|prove) (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot)\
            (?: by completing the action below)?
        checking (?:if the site connection is secure|your browser(?: before accessing)?)
        (?:complete|solve) the (?:captcha|security check)(?: below)?
        security (?:check|verification)
        captcha
        pardon our interruption
        unusual (?:traffic|activity)(?: from your (?:computer )?network)?
        performing security verification
        review(?:ing)? the security of your connection before proceeding
        (?:人机|安全|滑动|滑块|访问|身份)(?:安全)?验证
        请?(?:输入|填写|完成)(?:下方|右侧|图中|以下)?的?(?:验证码|验证|安全验证)
        拖动(?:下方)?滑块
        请?确认(?:您|你)?(?:是|不是)(?:真人|机器人)
        您的访问(?:出现)?异常|访问异常|异常流量
        (?:ロボット|自動アクセス)ではない(?:こと)?
        로봇이 아닙니다|보안 ?확인
        sind sie ein (?:mensch|roboter)|no soy un robot
        """
    ),
    "forbidden": _phrases(
        r"""
        access (?:to this page (?:has been|is) )?(?:denied|forbidden)
        (?:403 (?:-? ?)?|\b)forbidden\b
        you (?:don't|do not) have (?:permission|access)(?: to (?:access|view))?(?: .{0,60}? on this server)?
        (?:has|have) been blocked|request blocked
        not available in your (?:country|region)|unavailable for legal reasons
        禁止访问|拒绝访问|没有(?:访问)?权限|无权(?:访问|查看)
        您的\s?ip.{0,12}(?:封|禁|限制)
        访问被(?:拒绝|拦截|禁止|阻断)|请求被拦截
        """
    ),
    "busy": _phrases(
        r"""
        (?:系统|服务器?|网络|网站|页面|接口|当前访问人数)\
            (?:正?忙|繁忙|过多|异常|开小差(?:了)?|超时|维护(?:中|升级)?|升级中|出错(?:了|啦)?|错误)
        (?:访问|请求|操作|刷新)(?:过于|太|过)(?:频繁|快)
        加载失败|数据(?:加载|获取)失败|服务(?:暂时)?不可用|正在(?:维护|升级)
        (?:the )?(?:service|site|server|system|page) (?:is )?(?:temporarily |currently )?\
            (?:unavailable|busy|overloaded|down for maintenance)
        (?:50[0234] (?:- )?)?(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)
        too many requests
        error establishing a database connection|database (?:connection )?error
        something went wrong|an error (?:has )?occurr?ed|scheduled maintenance
        アクセスが集中|混み合って(?:い|お)ります|サーバーエラー
        서버 ?(?:오류|점검)
        wartungsarbeiten|error interno del servidor
        """
    ),
    NOT_FOUND: _phrases(
        r"""
        (?:您|你)?(?:要?(?:访问|查看|请求|浏览|找|查找)的?)?(?:网?页面?|文章|内容|信息|新闻|资讯|链接|地址|网址|文件)\
            (?:已经?|可能已?|暂时|并|或)*\
            (?:不存在|未找到|找不到(?:了|啦)?|没有?找到\
            |(?:被(?:作者|发布者|管理员)?)?(?:删除|移除|撤回|下线|下架|失效|走丢|屏蔽)(?:了|啦)?)
        (?:已被?|被)(?:作者|发布者|管理员)?(?:删除|撤回|下架)
        (?:无法|不能)(?:找到|显示)(?:该|此)?(?:页面?|网页)
        (?:没有|未)找到(?:该|相关|此)?(?:页面|内容|文章)
        (?:page|article|content|story|document|post|url|file)(?: you(?:'re| are) looking for| you requested| requested)? \
            (?:is |was |has been |could |can |cannot |can't |could not |couldn't |may have been |might have been \
            |does |doesn't |no longer |not )*\
            (?:be )?(?:found|exists?|removed|deleted|moved|available|unavailable)
        (?:we )?(?:can't|cannot|couldn't|could not) (?:seem to )?find (?:the |that |this )?(?:page|article|content)\
            (?: you(?:'re| are) looking for)?
        (?:error |http )?404(?: error)?(?:[ :-]*not found)?
        \bnot found\b|nothing (?:was )?found|oops[!.]*
        ページが見つかりません|記事は(?:削除|見つかりません)
        페이지를 찾을 수 없습니다|삭제된 기사
        seite (?:wurde )?nicht gefunden|page introuvable|página no (?:encontrada|existe)|página não encontrada
        pagina non trovata|страница не найдена|sayfa bulunamadı
        """
    ),
    "login": _phrases(
        r"""
        请先?(?:登[录陆]|注册)(?:后(?:再)?(?:查看|阅读|操作|访问|继续)?)?
        (?:登[录陆]|注册)后(?:才)?(?:可以?|能)?(?:查看|阅读|访问|继续)(?:全文|更多|内容)?
        (?:用户|会员|账号|帐号|密码|扫码|手机|短信|自动)登[录陆]
        忘记密码|记住(?:我|密码)|注册(?:新)?(?:用户|账号|帐号)
        (?:please )?(?:sign|log) ?in(?: or (?:register|sign up|create an account))?\
            (?: to (?:continue|view|read|access)(?: this (?:page|content|article))?)?
        you (?:must|need to) (?:be logged|log|sign) ?in(?: to (?:view|read|access) this (?:page|content|article))?
        create an account|forgot(?:ten)? (?:your )?password\??|remember me
        (?:e-?mail|user ?name)(?: address)? (?:and|or) password
        ログイン(?:してください)?|로그인
        """
    ),
    "cookies": _phrases(
        r"""
        before you continue(?: to \w+)?
        (?:we|you) (?:value|care about|control) your (?:privacy|data)
        your privacy(?: choices| matters)?
        (?:accept|reject|manage|allow|enable|disable|us(?:es?|ing)|store|strictly necessary|functional|targeting)?\
            (?: all| of)? ?cookies?
        (?:we and )?our (?:\d+ )?(?:third[- ]party )?(?:technology )?(?:partners|vendors)(?: may)?
        consent(?: preferences)?|legitimate interests?
        personali[sz]ed (?:ads?|advertising|content)(?: and content)?
        (?:ad|advertising) and content measurement|audience (?:insights|research)
        datenschutz(?:einstellungen)?|zustimm(?:en|ung)|einwilligung
        aceptar(?: todas las)? cookies|gérer mes choix|tout (?:accepter|refuser)
        """
    ),
    "needs scripts": _phrases(
        r"""
        (?:please )?(?:enable|turn on|allow) javascript\
            (?: (?:and cookies )?to (?:continue|run this app|view this (?:page|site)))?
        (?:this (?:site|app|page) )?(?:requires|needs) javascript
        javascript (?:is )?(?:disabled|required|not enabled)
        (?:请|需要)?(?:开启|启用|打开)\s?javascript
        您的浏览器(?:版本过低|不支持)|页面?(?:跳转|加载)中
        """
    ),
}
"""Kind of page to what it says."""

FILLERS = _phrases(
    r"""
    抱歉|对不起|很遗憾|非常|哎呀|糟糕|亲爱的用户|尊敬的(?:用户|读者)|您好?|你好?|我们|给您?带来的?不便|敬请(?:谅解|期待)
    谢谢(?:合作|理解)?|请(?:您)?
    (?:稍后|稍候|过一会儿?|刷新|重新)(?:后)?(?:再试|重试|再来|刷新|访问|登录|加载)?(?:一下)?
    返回(?:首页|上一页|主页|列表)?|首页|点击(?:这里|此处)?|联系(?:我们|管理员|客服)
    该|此|本|的|了|或(?:者)?|已|秒后?|自动(?:跳转|返回)|检查|输入|是否正确|网址|原因|可能|继续(?:访问|浏览)?|正常|为了?
    保护|确保|安全|以|提示|信息|帮助|随便看看|热门
    \b(?:sorry|please|try again(?: later| in a few (?:minutes|moments))?|later|again|we(?:'re| are)?|you(?:r|'re| are)?)\b
    \b(?:it|the|this|that|is|a|an|and|or|of|to|in|on|for|our|from|with|has|have|been|be|was|as|by|such|these|not|no|there)\b
    \b(?:go|back|return|home ?page|home|page|site|website|click here|here|check|address|link|url|contact|us|support|help)\b
    \b(?:search|error|reference|code|id|ray|ip|continue|wait|while|few|seconds?|minutes?|browser|server|secure|service)\b
    \b(?:request(?:ed)?|may|might|can|will|problem|technical|difficulties|reload|refresh|cloudflare|performance|access)\b
    \b(?:view|content|device|data|information|purposes?|choices?|settings|policy|learn more|more|agree|accept|reject)\b
    \b(?:all|manage|at any time|time|ads?|measure|improve|deliver|experience)\b
    [\da-f]{12,}|\d+
    """
)
"""What a notice says besides: apologies, ways back, and the small words."""

PAYWALL = _phrases(
    r"""
    (?:subscribe|register|sign up|log in|sign in)(?: now)? to (?:continue|keep) reading
    to (?:continue|keep) reading(?: this (?:article|story))?,? (?:please )?(?:subscribe|register|sign|log|become|start|choose)
    this (?:article|story|content|post|page) is (?:only |exclusively )?(?:available )?(?:for|to|reserved for) (?:our )?\
        (?:paid |paying |premium |registered )?(?:subscribers|members)
    (?:the )?(?:rest|remainder) of this (?:article|story) is (?:for|available|locked|behind)
    you(?:'ve| have) (?:reached|used) (?:all )?your (?:limit of )?free articles?
    (?:subscribe|become a (?:subscriber|member)) to (?:read|unlock|access) (?:the )?\
        (?:full|whole|rest of (?:the|this)|this) (?:article|story)
    (?:订阅|付费|购买|开通(?:会员|vip))后?(?:可|即可|才能|继续|以)*(?:阅读|查看)(?:全文|剩余|完整|更多)
    本文(?:为|系)(?:付费|会员|vip|订阅)(?:专享|内容|文章)?
    (?:登[录陆]|注册)后?(?:可|即可|才能|继续|以)*(?:阅读|查看)(?:全文|剩余|完整)
    (?:还有|剩余|余下)\s?\d{1,3}\s?[%％].{0,6}(?:未读|内容|未展示|精彩)
    试读(?:已)?结束
    (?:この記事は|ここからは|残り).{0,16}(?:有料会員|会員限定|有料記事)
    유료 ?(?:회원|기사) ?전용
    nur für (?:abonnenten|mitglieder)|weiterlesen mit
    (?:article|contenu) (?:est )?(?:réservé|exclusif) (?:à|aux) (?:nos )?abonnés
    contenido exclusivo para (?:suscriptores|socios)
    """
)
"""What stands where the rest of an article would."""

PAYWALL_WORDS = (
    *("keep reading", "continue reading", "subscribers", "members", "the rest of", "remainder of", "free article"),
    *("to read", "to unlock", "to access", "全文", "剩余", "完整", "更多", "本文", "余下", "还有", "试读"),
    *("有料", "会員限定", "유료", "nur für", "weiterlesen", "réservé", "exclusif", "exclusivo"),
)
"""One of these is in every such phrase; to look for them first saves most pages the search for the phrases."""
