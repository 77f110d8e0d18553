package hocket.client.spi;

import hocket.core.ByteSlice;

/**
 * Takes the answer to a request. One of its methods is called, once, on any thread but not inside {@link
 * ClientTransport#send}, unless the transport is closed; it does not block.
 */
public interface HttpCallback {
    /**
     * The answer came, whatever its status.
     *
     * @param body all of it, {@link ClientRequest#maxBytes} at most
     */
    void onResponse(int status, ByteSlice body);

    /** No answer came, or one that is too long or took too long; the cause says which. */
    void onFailed(Throwable cause);
}
