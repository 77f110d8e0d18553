package hocket.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import hocket.examples.chat.ChatServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chat in a real browser: Ada's page polls only, Bob's upgrades. */
class BrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Playwright playwright;
    private static Browser browser;

    private ChatServer server;
    private ChatPage ada;
    private ChatPage bob;

    @BeforeAll
    static void launch() {
        Path chromium = Chromium.path();
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

    @BeforeEach
    void open() throws IOException {
        server = ChatServer.start(0);
        ada = ChatPage.open(browser, server.port(), "?transport=polling");
        bob = ChatPage.open(browser, server.port(), "");
    }

    @AfterEach
    void close() {
        ada.close();
        bob.close();
        server.close();
    }

    @Test
    void twoPagesChat() {
        ada.join("Ada", "lobby");
        bob.join("Bob", "lobby");
        assertThat(ada.state()).hasText("connected by polling");
        assertThat(bob.state()).hasText("connected by websocket");
        assertThat(ada.log()).containsText("Bob has joined.");
        assertThat(ada.people()).hasText(new String[] {"Ada", "Bob"});
        assertThat(bob.people()).hasText(new String[] {"Ada", "Bob"});

        ada.say("hello from polling");
        bob.say("hello from WebSocket 😀");
        for (ChatPage page : new ChatPage[] {ada, bob}) {
            assertThat(page.entryOf("Ada", "hello from polling")).isVisible();
            assertThat(page.entryOf("Bob", "hello from WebSocket 😀")).isVisible();
        }

        ada.sendPicture(TestPicture.png(120, 80));
        ada.typeOnly("typing while the picture is taken");
        assertThat(bob.pictures()).hasCount(1);
        assertThat(bob.typing()).hasText("Ada is typing…");
        bob.screenshot(SCREENSHOTS.resolve("bob-websocket.png"));
        ada.screenshot(SCREENSHOTS.resolve("ada-polling.png"));
        assertThat(SCREENSHOTS.resolve("ada-polling.png")).isNotEmptyFile();
        assertThat(SCREENSHOTS.resolve("bob-websocket.png")).isNotEmptyFile();
    }

    @Test
    void aMessageIsTextWhateverItHolds() {
        bothJoin();
        String markup = "<img src=x onerror=alert(1)><b>&amp;</b>";
        ada.say(markup);

        assertThat(bob.entryOf("Ada", markup)).isVisible();
        assertThat(bob.pictures()).hasCount(0);
    }

    @Test
    void whoTypesIsShownUntilTheMessageComes() {
        bothJoin();
        ada.typeOnly("hel");
        assertThat(bob.typing()).hasText("Ada is typing…");

        bob.typeOnly("me too");
        assertThat(ada.typing()).hasText("Bob is typing…");

        ada.say("hello");
        assertThat(bob.entryOf("Ada", "hello")).isVisible();
        assertThat(bob.typing()).hasText("");
    }

    @Test
    void whoLeavesIsMissed() {
        bothJoin();
        bob.close();

        assertThat(ada.log()).containsText("Bob has left.");
        assertThat(ada.people()).hasText(new String[] {"Ada"});
    }

    @Test
    void whatIsSaidInARoomStaysThere() {
        bothJoin();
        bob.join("Bob", "garden");
        assertThat(ada.log()).containsText("Bob has left.");
        assertThat(bob.people()).hasText(new String[] {"Bob"});

        bob.say("to the garden");
        assertThat(bob.entryOf("Bob", "to the garden")).isVisible();
        bob.join("Bob", "lobby");
        bob.say("to the lobby");
        assertThat(ada.entryOf("Bob", "to the lobby")).isVisible();
        assertThat(ada.log()).not().containsText("to the garden");
    }

    @Test
    void aNameIsTakenOnce() {
        ada.join("Ada", "lobby");
        bob.tryToJoin("ada", "lobby");

        assertThat(bob.refusal()).hasText("Somebody is called Ada in this room.");
    }

    @Test
    void aPictureArrivesPixelByPixel() {
        bothJoin();
        ada.sendPicture(TestPicture.png(37, 23));
        assertThat(bob.pictures()).hasCount(1);
        assertThat(bob.sizeOfPicture()).isEqualTo("37x23");
        assertThat(bob.pixelOfPicture(0, 0)).isEqualTo(TestPicture.TOP_LEFT);
        assertThat(bob.pixelOfPicture(36, 22)).isEqualTo(TestPicture.BOTTOM_RIGHT);

        bob.pastePicture(TestPicture.png(5, 4));
        assertThat(ada.pictures()).hasCount(2);
        assertThat(ada.sizeOfPicture()).isEqualTo("5x4");
    }

    @Test
    void aPictureOfAMegabyteArrives() {
        bothJoin();
        ada.sendPicture(TestPicture.noise());
        assertThat(bob.pictures()).hasCount(1);
        assertThat(bob.sizeOfPicture()).isEqualTo("560x560");

        bob.sendPicture(TestPicture.noise());
        assertThat(ada.pictures()).hasCount(2);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        bothJoin();
        ada.sendFile("image/png", "<svg onload='alert(1)'/>".getBytes(UTF_8));
        assertThat(ada.problem()).hasText("A picture is a PNG, JPEG, GIF or WebP.");

        ada.sendFile("image/png", new byte[1_000_001]);
        assertThat(ada.problem()).hasText("The picture has more than 1 MB.");
    }

    @Test
    void bothPagesComeBackByThemselvesWhenTheServerRestarts() throws IOException {
        bothJoin();
        int port = server.port();
        server.close();
        assertThat(ada.state()).hasText(Pattern.compile("reconnecting, attempt \\d+"));
        assertThat(bob.state()).hasText(Pattern.compile("reconnecting, attempt \\d+"));
        server = ChatServer.start(port);

        assertThat(ada.state()).hasText("connected by polling");
        assertThat(bob.state()).hasText("connected by websocket");
        assertThat(ada.people()).hasText(new String[] {"Ada", "Bob"});
        assertThat(bob.people()).hasText(new String[] {"Ada", "Bob"});
        ada.say("back again");
        assertThat(bob.entryOf("Ada", "back again")).isVisible();
        bob.say("me too");
        assertThat(ada.entryOf("Bob", "me too")).isVisible();
    }

    private void bothJoin() {
        ada.join("Ada", "lobby");
        bob.join("Bob", "lobby");
        assertThat(ada.people()).hasText(new String[] {"Ada", "Bob"});
        assertThat(bob.state()).hasText("connected by websocket");
    }
}
