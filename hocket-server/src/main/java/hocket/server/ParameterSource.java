package hocket.server;

import org.jspecify.annotations.Nullable;

/** Where the value of a controller's parameter comes from. */
@FunctionalInterface
public interface ParameterSource {
    /** The value for a call about that socket; null only if the parameter takes it. It runs where handlers run. */
    @Nullable
    Object value(Socket socket);
}
