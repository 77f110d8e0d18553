package hocket.engine;

import hocket.engine.spi.HttpRequest;
import java.util.concurrent.CompletionStage;

/**
 * Makes the ids of sessions. An id is a bearer secret: whoever knows it can speak for the client. It must be unique and
 * hard to guess; the default is 15 bytes of a {@link java.security.SecureRandom} in base64url, 20 characters.
 */
@FunctionalInterface
public interface IdGenerator {
    /**
     * The id for the session that this request opens, now or later: 1 to 128 characters out of letters, digits, dash,
     * underscore and dot. If it fails, or the id is taken or malformed, the request is answered 400 with code 3.
     */
    CompletionStage<String> generate(HttpRequest request);
}
