package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, whole and in pieces: however they are cut, the same is read and the same refused. */
class StrictHttpDecoderTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";

    /** What is decoded, one word each: a request by its URI, content by its text, "end", "bad". */
    private static List<String> decode(String bytes, int pieceBytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new StrictHttpDecoder(1000));
        List<String> decoded = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += pieceBytes) {
            String piece = bytes.substring(at, Math.min(bytes.length(), at + pieceBytes));
            channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
            for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
                note(object, decoded);
                ReferenceCountUtil.release(object);
            }
        }
        channel.finishAndReleaseAll();
        return decoded;
    }

    private static void note(HttpObject object, List<String> decoded) {
        if (object.decoderResult().isFailure()) {
            Throwable cause = object.decoderResult().cause();
            boolean line = cause instanceof TooLongHttpLineException;
            decoded.add(line ? "414" : cause instanceof TooLongHttpHeaderException ? "431" : "bad");
            return;
        }
        if (object instanceof HttpRequest request) {
            decoded.add(request.uri());
        }
        if (object instanceof HttpContent content && content.content().isReadable()) {
            decoded.add(content.content().toString(StandardCharsets.ISO_8859_1));
        }
        if (object instanceof LastHttpContent) {
            decoded.add("end");
        }
    }

    private static void assertDecoded(String bytes, String... expected) {
        assertThat(decode(bytes, bytes.length())).containsExactly(expected);
        assertThat(decode(bytes, 1)).containsExactly(expected);
        assertThat(decode(bytes, 7)).containsExactly(expected);
    }

    @Test
    void soundRequestsAreRead() {
        assertDecoded("GET / HTTP/1.1\r\nHost: h\r\n\r\n" + NEXT, "/", "end", "/next", "end");
        assertDecoded("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n\r\n" + NEXT, "/", "end", "/next", "end");
        assertDecoded("OPTIONS /a?b=c%20d HTTP/1.0\r\n\r\n", "/a?b=c%20d", "end");
        assertDecoded("VERSION-CONTROL /\u00e4 HTTP/1.1\r\nHost:h\r\nX:  a  b\tc \r\nY:\r\n\r\n", "/\u00e4", "end");
    }

    @Test
    void bodiesMayLookLikeHeads() {
        String fold = "\r\n folded\r\n\r\n";
        assertThat(decode(
                        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + fold.length() + "\r\n\r\n" + fold + NEXT,
                        500))
                .containsExactly("/", fold, "end", "/next", "end");
        String lines = "\n \n\t\n GET x";
        String chunk = Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n";
        assertThat(decode(
                        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n" + NEXT,
                        500))
                .containsExactly("/", lines, "end", "/next", "end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1\r\n",
                "GET /  HTTP/1.1\r\n",
                "GET / HTTP/1.1 \r\n",
                "GET / HTTP/1.1 x\r\n",
                " GET / HTTP/1.1\r\n",
                "GET\t/ HTTP/1.1\r\n",
                "GET\u000b/ HTTP/1.1\r\n",
                "GET /\u000cHTTP/1.1\r\n",
                "GET /\rHTTP/1.1\r\n",
                "GET /a\u0000b HTTP/1.1\r\n",
                "GET /a\u007fb HTTP/1.1\r\n",
                "GET /\r\n",
                "GET\r\n",
                "G{T / HTTP/1.1\r\n",
                "GET\u00e4 / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
                "GET / HTTP/1.1\r\n\tHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\tb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n chunked\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n \r\n\r\n",
                "GET / HTTP/1.1\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void ambiguousHeadsAreRefusedAndNothingBehindThemIsRead(String head) {
        assertDecoded(head + NEXT, "bad");
        assertDecoded(NEXT + head + NEXT, "/next", "end", "bad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
                "\u0080\u0001\u0003\u0001",
                "\u0000\u0000\u0000",
                "12345",
                "{\"json\":true}",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop"
            })
    void whatCannotBeARequestIsRefusedBeforeALineHasEnded(String noise) {
        assertDecoded(noise, "bad");
    }

    @Test
    void limitsHoldHoweverTheBytesCome() {
        assertDecoded("GET /" + "x".repeat(1000) + " HTTP/1.1\r\n", "414");
        assertDecoded("GET / HTTP/1.1\r\nX: " + "x".repeat(1000) + "\r\n", "431");
        assertDecoded("GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(300), "431");
    }
}
