package hocket.examples.springchat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;

/** The page, used as a person does: by labels and roles. */
final class ChatPage {
    private final Page page;
    private final List<String> frames = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private ChatPage(Page page) {
        this.page = page;
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> frames.add(frame.text())));
        page.onPageError(errors::add);
    }

    /** A new tab. */
    static ChatPage open(BrowserContext context, String url) {
        ChatPage chat = new ChatPage(context.newPage());
        chat.page.navigate(url);
        return chat;
    }

    void logIn(String name) {
        field("Username").fill(name);
        page.getByLabel("Password").fill(name);
        button("Sign in").click();
    }

    void logOut() {
        button("Log out").click();
    }

    /** Returns when the messages of the room have come, or were refused. */
    void enter(String room) {
        page.waitForResponse(
                "**/api/rooms/" + room + "/messages", () -> button(room).click());
    }

    void say(String text) {
        typeOnly(text);
        button("Send").click();
        assertThat(field("Message")).hasValue("");
    }

    void announce(String text) {
        typeOnly(text);
        button("Announce").click();
    }

    void typeOnly(String text) {
        field("Message").fill(text);
    }

    private Locator field(String label) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator state() {
        return page.getByRole(AriaRole.STATUS);
    }

    Locator log() {
        return page.getByRole(AriaRole.LOG);
    }

    /** The message of that person with exactly that text. */
    Locator entryOf(String name, String text) {
        return log().getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(name + text));
    }

    Locator people() {
        return page.getByLabel("People here");
    }

    Locator typing() {
        return page.locator("#typing");
    }

    BrowserContext context() {
        return page.context();
    }

    /** What has come over WebSockets. */
    List<String> frames() {
        return frames;
    }

    /** The page must have run without an uncaught error. */
    void close() {
        page.close();
        assertThat(errors).isEmpty();
    }
}
