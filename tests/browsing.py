"""Pages opened in a real browser, and all that they asked for and complained of."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

WIDE, NARROW = (1280, 800), (375, 812)
# What axe looks for: WCAG 2.2 AA.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
    "resultTypes": ["violations"],
}
WAIT = 15_000


def text_of(message: ConsoleMessage) -> str:
    """What the console was told."""
    return message.text


@dataclass
class Watched:
    """A browser whose pages are watched: each has a context of its own.

    Args:
        browser: what opens them.
        told: how a message of the console is kept.
    """

    browser: Browser
    told: Callable[[ConsoleMessage], str] = text_of
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(
        self, size: tuple[int, int] = WIDE, scheme: str = "light", **more: bool
    ) -> Page:
        """A page that shows nothing yet."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            **more,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(self.told(message)))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def close(self) -> None:
        """Close every page."""
        for context in self.contexts:
            context.close()
