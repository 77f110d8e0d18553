package hocket.client.okhttp;

import hocket.client.spi.WebSocketListener;
import hocket.core.ByteSlice;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what it hears, but for when it may write. */
final class RecordingListener implements WebSocketListener {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    /** The next event: a word with what belongs to it, or the cause of a failure. */
    Object next() throws InterruptedException {
        Object event = heard.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was heard for 10 s");
        }
        return event;
    }

    @Override
    public void onOpen() {
        heard.add("open");
    }

    @Override
    public void onText(ByteSlice message) {
        heard.add("text " + message.utf8());
    }

    @Override
    public void onBinary(ByteSlice message) {
        heard.add("binary " + message.length());
    }

    @Override
    public void onWritable() {} // may come at any time

    @Override
    public void onClosed(int code, String reason) {
        heard.add("closed " + code + " " + reason);
    }

    @Override
    public void onFailed(int status, Throwable cause) {
        heard.add(status == 0 ? cause : "status " + status);
    }
}
