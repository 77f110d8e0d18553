package hocket.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The page of the chat, used as a person does: by labels and roles where it has them. */
final class ChatPage {
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private ChatPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(errors::add);
    }

    /** A page of its own visitor. */
    static ChatPage open(Browser browser, int port, String query) {
        ChatPage chat = new ChatPage(browser.newContext());
        chat.page.navigate("http://127.0.0.1:" + port + "/" + query);
        return chat;
    }

    void join(String name, String room) {
        tryToJoin(name, room);
        assertThat(page.locator("#where")).hasText(room);
    }

    void tryToJoin(String name, String room) {
        field("Your name").fill(name);
        field("Room").fill(room);
        page.locator("#enter").click();
    }

    void say(String text) {
        typeOnly(text);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(field("Message")).hasValue("");
    }

    void typeOnly(String text) {
        field("Message").fill(text);
    }

    void sendPicture(byte[] png) {
        sendFile("image/png", png);
    }

    void sendFile(String type, byte[] content) {
        page.getByLabel("Picture", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload("picture", type, content));
    }

    void pastePicture(byte[] png) {
        page.evaluate("""
                base64 => {
                  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                  const clipboardData = new DataTransfer();
                  clipboardData.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
                  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
                }
                """, Base64.getEncoder().encodeToString(png));
    }

    private Locator field(String label) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
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
        return page.locator("#people li");
    }

    Locator typing() {
        return page.locator("#typing");
    }

    Locator refusal() {
        return page.locator("#refusal");
    }

    Locator problem() {
        return page.locator("#problem");
    }

    Locator pictures() {
        return log().getByRole(AriaRole.IMG);
    }

    /** Width and height of the last picture, once it is loaded. */
    String sizeOfPicture() {
        return (String)
                pictures()
                        .last()
                        .evaluate(
                                "async (image) => { await image.decode(); return `${image.naturalWidth}x${image.naturalHeight}`; }");
    }

    /** The colour of a pixel of the last picture, as "red,green,blue". */
    String pixelOfPicture(int x, int y) {
        return (String) pictures().last().evaluate("""
                        (image, { x, y }) => {
                          const canvas = document.createElement("canvas");
                          canvas.width = image.naturalWidth;
                          canvas.height = image.naturalHeight;
                          const context = canvas.getContext("2d");
                          context.drawImage(image, 0, 0);
                          return [...context.getImageData(x, y, 1, 1).data].slice(0, 3).join();
                        }
                        """, Map.of("x", x, "y", y));
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** Closes the page, which must have run without an uncaught error. */
    void close() {
        context.close();
        assertThat(errors).isEmpty();
    }
}
