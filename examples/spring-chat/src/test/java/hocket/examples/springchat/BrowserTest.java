package hocket.examples.springchat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. */
class BrowserTest extends RunningChat {
    private static Playwright playwright;
    private static Browser browser;

    private final List<ChatPage> pages = new ArrayList<>();

    @BeforeAll
    static void launch() {
        Path chromium = Chromium.path()
                .orElseGet(() -> abort(
                        "no browser: install Chromium (Debian: apt-get install chromium) or set -Dchromium.path"));
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium));
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void close() {
        pages.forEach(ChatPage::close);
        browser.contexts().forEach(BrowserContext::close);
    }

    private ChatPage open(BrowserContext context, String query) {
        ChatPage page = ChatPage.open(context, url() + "/" + query);
        pages.add(page);
        return page;
    }

    /** The page of somebody who has come with a browser of his own. */
    private ChatPage logIn(String name) {
        ChatPage page = open(browser.newContext(), "");
        page.logIn(name);
        assertThat(page.state()).hasText("connected by websocket");
        return page;
    }

    @Test
    void twoPeopleChatOverWebSocket() {
        ChatPage ada = logIn("ada");
        ChatPage root = logIn("root");
        assertThat(ada.people()).hasText("ada, root");
        root.typeOnly("hel");
        assertThat(ada.typing()).hasText("root is typing…");
        root.say("hello from root 😀");
        ada.say("hello <b>from</b> ada");
        for (ChatPage page : List.of(ada, root)) {
            assertThat(page.entryOf("root", "hello from root 😀")).isVisible();
            assertThat(page.entryOf("ada", "hello <b>from</b> ada")).isVisible();
        }
        assertThat(root.frames())
                .anySatisfy(frame ->
                        assertThat(frame).startsWith("42/chat,[\"said\",").contains("from</b> ada"));

        ada.enter("garden");
        assertThat(ada.button("Announce")).isHidden();
        root.announce("closing time");
        assertThat(ada.log()).containsText("root announces: closing time");
    }

    @Test
    void roomsHaveTheirOwnMessagesAndKeepThem() throws Exception {
        ChatPage ada = logIn("ada");
        ada.enter("garden");
        assertThat(ada.people()).hasText("ada");
        ada.say("in the garden");
        String bearer = "Bearer " + visitor().token("bob");
        visitor().say("garden", "posted over REST", "Authorization", bearer);

        assertThat(ada.entryOf("bob", "posted over REST")).isVisible();
        ada.enter("lobby");
        assertThat(ada.log()).not().containsText("in the garden");
        ada.enter("garden");
        assertThat(ada.entryOf("ada", "in the garden")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"'', websocket", "?transport=polling, polling"})
    void whoLogsOutIsDisconnectedInAllTabs(String query, String transport) {
        ChatPage ada = logIn("ada");
        ChatPage other = open(ada.context(), query);
        assertThat(other.state()).hasText("connected by " + transport);
        ada.logOut();

        assertThat(other.button("Sign in")).isVisible();
        await("both have left").until(() -> sockets().isEmpty());
    }

    @Test
    void theFormComesBackWhenTheSessionHasEnded() {
        ChatPage ada = logIn("ada");
        ada.enter("garden");
        ada.context().clearCookies();
        ada.enter("lobby");

        assertThat(ada.button("Sign in")).isVisible();
    }
}
