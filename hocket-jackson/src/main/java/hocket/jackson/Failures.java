package hocket.jackson;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import hocket.core.ArgsException;
import hocket.core.JsonCodec;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Jackson throws into what core promises. The cause, if there is one, is what the application's own code
 * threw: a Jackson exception may quote a megabyte of the peer's data.
 */
final class Failures {
    private static final int MAX_CHARACTERS = 200;
    /** What Jackson says of itself: tokens, the methods that set its limits, advice. */
    private static final Pattern OWN =
            Pattern.compile(" \\(token `JsonToken\\.\\w+`\\)|, from `StreamReadConstraints[^`]*`| You can .*");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Failures() {}

    static ArgsException misfit(Type type, Throwable failure) {
        return new ArgsException(cut("is not a " + name(type) + ": " + reason(failure)), cause(failure));
    }

    private static String name(Type type) {
        return type instanceof Class<?> named ? named.getSimpleName() : type.toString();
    }

    /** The refusal is what a collector of binary values threw; it goes up as it is. */
    static IllegalArgumentException unwritable(Throwable failure, @Nullable RuntimeException refusal) {
        if (refusal instanceof IllegalArgumentException known) {
            return known;
        }
        return new IllegalArgumentException(
                cut("the value cannot be written as JSON: " + reason(failure)),
                refusal == null ? cause(failure) : refusal);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof StackOverflowError || isTooDeep(failure)) {
            return "it is nested more than " + JsonCodec.MAX_DEPTH + " deep, or contains itself";
        }
        if (failure instanceof JsonMappingException mapping) {
            return path(mapping.getPath()) + message(mapping.getOriginalMessage());
        }
        if (failure instanceof JsonProcessingException json) {
            return message(json.getOriginalMessage());
        }
        return message(failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage());
    }

    private static boolean isTooDeep(Throwable failure) {
        return limit(failure).contains("nesting depth");
    }

    /** Whether one of Jackson's limits was exceeded. */
    static boolean isLimit(Throwable failure) {
        return !limit(failure).isEmpty();
    }

    private static String limit(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException constraint) {
                return constraint.getOriginalMessage();
            }
        }
        return "";
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append('.').append(reference.getFieldName());
            }
            if (path.length() > MAX_CHARACTERS / 2) {
                path.setLength(MAX_CHARACTERS / 2);
                path.append('…');
                break;
            }
        }
        return path.length() == 0 ? "" : "at " + path + ": ";
    }

    private static String message(String original) {
        return OWN.matcher(original).replaceAll("");
    }

    /** Short, and on one line whatever the peer sent. */
    private static String cut(String message) {
        String line = CONTROL.matcher(message).replaceAll(" ");
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS - 1) + "…";
    }

    private static @Nullable Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof JacksonException || cause instanceof UncheckedIOException) {
            cause = cause.getCause();
        }
        return cause;
    }
}
