package hocket.engine;

import hocket.engine.spi.HttpRequest;
import java.util.Map;

/**
 * A request that was refused: the event {@code connection_error}.
 *
 * @param request the request
 * @param error why
 * @param message the text of the answer; the error's own unless {@code allowRequest} gave another
 * @param context the reference's context: {@code transport}, {@code sid}, {@code method}, {@code protocol}, {@code
 *     message}, or {@code name} with its details
 */
public record ConnectionError(HttpRequest request, HandshakeError error, String message, Map<String, Object> context) {}
