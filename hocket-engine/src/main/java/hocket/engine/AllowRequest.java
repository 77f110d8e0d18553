package hocket.engine;

import hocket.engine.spi.HttpRequest;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a client may open a session. Called once per session, at the handshake, after the other checks; runs
 * where {@link Handlers} says. If it throws, or its answer fails, the request is refused as by {@link
 * Admission#refuse()}.
 */
@FunctionalInterface
public interface AllowRequest {
    /** The answer, now or later. */
    CompletionStage<Admission> check(HttpRequest request);
}
