package hocket.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call was not served, and its ack says so. Thrown by a handler, it becomes the ack; got as an ack, it fails the future
 * of {@link CallTarget#call}. On the wire it is an ack with one argument, {@code {"error":{"code":…,"message":…,"data":…}}},
 * which any Socket.IO client can read.
 */
public final class CallException extends RuntimeException {
    /** The {@link #code()} when the arguments did not fit what the handler takes. */
    public static final String INVALID_ARGUMENTS = "invalid_arguments";
    /** The {@link #code()} when the handler failed; what happened stays with the error handler. */
    public static final String INTERNAL_ERROR = "internal_error";

    /** The {@link #code()} when the handler wants to know who the client is, and nobody does. */
    public static final String UNAUTHENTICATED = "unauthenticated";

    private static final long serialVersionUID = 1;
    private static final Pattern BEGINNING = Pattern.compile("\\s*\\{\\s*\"error\"");

    private final String code;
    private final transient @Nullable Object data;

    /** A refusal without data. */
    public CallException(String code, String message) {
        this(code, message, null);
    }

    /**
     * A refusal.
     *
     * @param code for the peer's program, such as {@code not_allowed}
     * @param message for its people
     * @param data whatever the codec can write; null for none
     */
    public CallException(String code, String message, @Nullable Object data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    /** For the peer's program. */
    public String code() {
        return code;
    }

    /** More about it: what the handler gave, or a generic tree if it came over the wire; null if there is none. */
    public @Nullable Object data() {
        return data;
    }

    /** What an error looks like to the peer; see {@link Ack#fail}. */
    public static Object wire(Throwable error) {
        if (error instanceof CallException call) {
            return wire(call.code, String.valueOf(call.getMessage()), call.data);
        }
        if (error instanceof ArgsException args) {
            return wire(INVALID_ARGUMENTS, args.forPeer(), null);
        }
        return wire(INTERNAL_ERROR, "the handler failed", null);
    }

    private static Object wire(String code, String message, @Nullable Object data) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        if (data != null) {
            error.put("data", data);
        }
        return Map.of("error", error);
    }

    /** The error that an ack holds; null if it is an answer. */
    public static @Nullable CallException find(Args answer) {
        if (answer.size() != 1 || !BEGINNING.matcher(answer.json(0)).lookingAt()) {
            return null;
        }
        if (answer.tree(0) instanceof Map<?, ?> tree
                && tree.get("error") instanceof Map<?, ?> error
                && error.get("code") instanceof String code
                && error.get("message") instanceof String message) {
            return new CallException(code, message, error.get("data"));
        }
        return null;
    }
}
