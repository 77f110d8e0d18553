package hocket.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the reference as far as recovery is concerned. */
final class RecoveringClient {
    private static final Pattern CONNECT =
            Pattern.compile("40(?:/\\w+,)?\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern LAST = Pattern.compile("\"([^\"]*)\"]$");

    private final SocketIoFixture fixture;
    MemoryWebSocket webSocket;
    String sid = "";
    String pid = "";
    String offset = "";
    final List<String> events = new ArrayList<>(); // what came with the last CONNECT or before it

    RecoveringClient(SocketIoFixture fixture) {
        this.fixture = fixture;
        this.webSocket = fixture.open();
    }

    void connect(String auth) {
        webSocket = fixture.open();
        webSocket.send("40" + auth);
        take();
    }

    /** Takes what has come, believing what the reference's client believes. */
    void take() {
        events.clear();
        String newOffset = offset;
        for (String text : fixture.received(webSocket)) {
            Matcher connect = CONNECT.matcher(text);
            if (connect.matches()) {
                sid = connect.group(1);
                pid = connect.group(2);
            } else {
                events.add(text);
                newOffset = seen(text, newOffset);
            }
        }
        offset = newOffset;
    }

    /** An event with an ack ends with a function, others may end with a string. */
    static String seen(String text, String before) {
        Matcher last = LAST.matcher(text);
        return text.startsWith("42[") && last.find() ? last.group(1) : before;
    }

    void cut() {
        webSocket.breakDown();
    }

    void comeBack() {
        connect(
                offset.isEmpty()
                        ? "{\"pid\":\"" + pid + "\"}"
                        : "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
    }

    /** The names of the events that came. */
    List<String> names() {
        return events.stream()
                .map(text -> text.replaceFirst("^[^\\[]*\\[\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
