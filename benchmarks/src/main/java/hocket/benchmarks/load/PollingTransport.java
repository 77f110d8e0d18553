package hocket.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages in the bodies of HTTP: one GET that always waits, and a POST at a time for all that was kept meanwhile. */
final class PollingTransport implements Transport {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final String host;
    private final Receiver receiver;
    private final HttpClient get;
    private final HttpClient post;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private String path = "/socket.io/?EIO=4&transport=polling";

    PollingTransport(Network network, int client, Receiver receiver) {
        this.host = " HTTP/1.1\r\nHost: localhost:" + network.server.getPort() + "\r\n";
        this.receiver = receiver;
        this.get = new HttpClient(network, client, new Polls());
        this.post = new HttpClient(network, client, new Posts());
        poll();
    }

    private void poll() {
        get.send(Wire.ascii("GET " + path + host + "\r\n"));
    }

    private void packets(byte[] bytes, int from, int to) {
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == Wire.SEPARATOR) {
                packet(bytes, begin, i);
                begin = i + 1;
            }
        }
    }

    private void packet(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == '0') {
            Matcher sid = SID.matcher(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            if (sid.find()) {
                path += "&sid=" + sid.group(1);
            }
        }
        if (from < to && bytes[from] == 'b') {
            String base64 = new String(bytes, from + 1, to - from - 1, StandardCharsets.US_ASCII);
            byte[] decoded = Base64.getDecoder().decode(base64);
            receiver.onBinary(decoded, 0, decoded.length);
        } else {
            receiver.onText(bytes, from, to);
        }
    }

    @Override
    public void text(byte[] message) {
        if (kept.size() > 0) {
            kept.write(Wire.SEPARATOR);
        }
        kept.writeBytes(message);
    }

    @Override
    public void binary(byte[] message) {
        text(Wire.ascii("b" + Base64.getEncoder().encodeToString(message)));
    }

    @Override
    public void flush() {
        if (kept.size() == 0 || post.isBusy()) {
            return;
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(Wire.ascii("POST " + path + host
                + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " + kept.size() + "\r\n\r\n"));
        request.writeBytes(kept.toByteArray());
        kept.reset();
        post.send(request.toByteArray());
    }

    @Override
    public void close() {
        get.close();
        post.close();
    }

    private void end(String why) {
        close();
        receiver.onEnd(why);
    }

    private final class Polls implements HttpClient.Answers {
        @Override
        public void onAnswer(byte[] bytes, int from, int to) {
            packets(bytes, from, to);
            poll();
            receiver.onRead();
            flush();
        }

        @Override
        public void onEnd(String why) {
            end("poll: " + why);
        }
    }

    private final class Posts implements HttpClient.Answers {
        @Override
        public void onAnswer(byte[] bytes, int from, int to) {
            flush();
        }

        @Override
        public void onEnd(String why) {
            end("post: " + why);
        }
    }
}
