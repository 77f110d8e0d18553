package hocket.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;

/** Finds a codec that works among those on the class path, whose libraries may be missing. */
final class FirstCodec {
    private FirstCodec() {}

    static JsonCodec of(Iterator<JsonCodec> found) {
        List<Throwable> unusable = new ArrayList<>();
        while (true) {
            try {
                if (!found.hasNext()) {
                    throw none(unusable);
                }
                return found.next();
            } catch (ServiceConfigurationError | LinkageError e) {
                if (e.getCause() instanceof IOException) {
                    throw e; // it says nothing of one codec, and may come again and again
                }
                unusable.add(e);
            }
        }
    }

    private static IllegalStateException none(List<Throwable> unusable) {
        if (unusable.isEmpty()) {
            return new IllegalStateException(
                    "there is no JsonCodec: add hocket-jackson or hocket-jackson3 to the class" + " path, or pass one");
        }
        StringBuilder message = new StringBuilder("no JsonCodec on the class path can be loaded");
        for (Throwable error : unusable) {
            message.append("; ").append(error);
            for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
                message.append(": ").append(cause);
            }
        }
        IllegalStateException none = new IllegalStateException(message.toString());
        unusable.forEach(none::addSuppressed);
        return none;
    }
}
