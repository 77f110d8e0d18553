package hocket.core.spi;

import hocket.core.ArgsException;
import hocket.core.JsonCodec;
import java.lang.reflect.Type;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What codecs throw. Messages are short, and on one line whatever the peer sent. The cause, if there is one, is what the
 * application's own code threw: a library's exception may quote a megabyte of the peer's data.
 */
public final class CodecFailures {
    /** The reason when there are more than {@link JsonCodec#MAX_DEPTH} levels, or no end of them. */
    public static final String TOO_DEEP = "it is nested more than " + JsonCodec.MAX_DEPTH + " deep, or contains itself";

    private static final int MAX_CHARACTERS = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private CodecFailures() {}

    /** For {@link JsonCodec#read} and {@link JsonCodec#fromTree}: the value is not of that type. */
    public static ArgsException misfit(Type type, String reason, @Nullable Throwable cause) {
        return new ArgsException(cut("is not a " + name(type) + ": " + reason), cause);
    }

    private static String name(Type type) {
        return type instanceof Class<?> named ? named.getSimpleName() : type.toString();
    }

    /**
     * For {@link JsonCodec#write} and {@link JsonCodec#toTree}.
     *
     * @param refusal what a collector of binary values threw, which goes up as it is; null if it threw nothing
     */
    public static IllegalArgumentException unwritable(
            String reason, @Nullable Throwable cause, @Nullable RuntimeException refusal) {
        if (refusal instanceof IllegalArgumentException known) {
            return known;
        }
        return new IllegalArgumentException(
                cut("the value cannot be written as JSON: " + reason), refusal == null ? cause : refusal);
    }

    private static String cut(String message) {
        String line = CONTROL.matcher(message).replaceAll(" ");
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS - 1) + "…";
    }
}
