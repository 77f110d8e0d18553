package hocket.jackson3;

import hocket.core.ArgsException;
import hocket.core.spi.CodecFailures;
import hocket.core.spi.ValuePath;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Turns what Jackson throws into what core promises. */
final class Failures {
    /** What Jackson says of itself: tokens, the methods that set its limits, advice. */
    private static final Pattern OWN =
            Pattern.compile(" \\(token `JsonToken\\.\\w+`\\)|, from `StreamReadConstraints[^`]*`| You can .*");

    private Failures() {}

    static ArgsException misfit(Type type, Throwable failure) {
        return CodecFailures.misfit(type, reason(failure), cause(failure));
    }

    /** The refusal is what a collector of binary values threw; it goes up as it is. */
    static IllegalArgumentException unwritable(Throwable failure, @Nullable RuntimeException refusal) {
        return CodecFailures.unwritable(reason(failure), cause(failure), refusal);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof StackOverflowError || limit(failure).contains("nesting depth")) {
            return CodecFailures.TOO_DEEP;
        }
        if (failure instanceof JacksonException jackson) {
            return path(jackson.getPath()) + message(jackson.getOriginalMessage());
        }
        return message(failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage());
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

    private static ValuePath path(List<JacksonException.Reference> references) {
        ValuePath path = new ValuePath();
        for (JacksonException.Reference reference : references) {
            path.add(reference.getPropertyName(), reference.getIndex());
        }
        return path;
    }

    private static String message(String original) {
        return OWN.matcher(original).replaceAll("");
    }

    private static @Nullable Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof JacksonException || cause instanceof UncheckedIOException) {
            cause = cause.getCause();
        }
        return cause;
    }
}
