package hocket.benchmarks.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request after the other over a connection that is kept as long as the server keeps it. */
final class HttpClient implements LinkListener {
    private final Network network;
    private final int client;
    private final Answers answers;
    private @Nullable Link link;
    private byte @Nullable [] request;
    private boolean mayTryAgain;

    HttpClient(Network network, int client, Answers answers) {
        this.network = network;
        this.client = client;
        this.answers = answers;
    }

    boolean isBusy() {
        return request != null;
    }

    void send(byte[] newRequest) {
        request = newRequest;
        Link known = link;
        mayTryAgain = known != null;
        if (known == null) {
            dial();
        } else {
            known.write(newRequest, newRequest.length);
        }
    }

    private void dial() {
        try {
            link = network.dial(client, this);
        } catch (IOException e) {
            answers.onEnd(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void onConnected() {
        byte[] waiting = request;
        Link known = link;
        if (waiting != null && known != null) {
            known.write(waiting, waiting.length);
        }
    }

    @Override
    public int onBytes(byte[] bytes, int length) {
        mayTryAgain = false;
        int body = HttpHead.end(bytes, 0, length);
        if (body < 0) {
            return 0;
        }
        int count = HttpHead.contentLength(bytes, body);
        if (count < 0 || HttpHead.status(bytes) != 200) {
            close();
            answers.onEnd("unexpected response: " + Wire.excerpt(bytes, 0, length));
            return length;
        }
        if (length < body + count) {
            return 0;
        }
        request = null;
        answers.onAnswer(bytes, body, body + count);
        return body + count;
    }

    /** Between two requests a server may close; a request that crossed with that is sent once more, as browsers do. */
    @Override
    public void onEnd(String why) {
        link = null;
        if (request != null && mayTryAgain) {
            mayTryAgain = false;
            dial();
        } else if (request != null) {
            answers.onEnd(why);
        }
    }

    void close() {
        Link known = link;
        if (known != null) {
            known.close();
        }
    }

    /** Whoever asked. */
    interface Answers {
        void onAnswer(byte[] bytes, int from, int to);

        void onEnd(String why);
    }
}
