package hocket.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pass over a JSON text found: its kind, its elements if it is an array, and its placeholders. Immutable. */
public final class JsonIndex {
    /** The kinds of a JSON value. */
    public enum Kind {
        /** In brackets. */
        ARRAY,
        /** In braces. */
        OBJECT,
        /** In quotation marks. */
        STRING,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL
    }

    private static final int[] NONE = {};

    private final Kind kind;
    private final int[] bounds;
    private final Kind firstKind;
    private final @Nullable String first;
    private final int[] placeholderOffsets;
    private final int[] placeholderNumbers;

    private JsonIndex(Builder builder, Kind kind) {
        this.kind = kind;
        this.bounds = trimmed(builder.bounds, 2 * builder.elements);
        this.firstKind = builder.firstKind;
        this.first = builder.first;
        this.placeholderOffsets = trimmed(builder.placeholderOffsets, builder.placeholders);
        this.placeholderNumbers = trimmed(builder.placeholderNumbers, builder.placeholders);
    }

    private static int[] trimmed(int[] numbers, int length) {
        return numbers.length == length ? numbers : Arrays.copyOf(numbers, length);
    }

    /** The kind of the whole value. */
    public Kind kind() {
        return kind;
    }

    /** How many elements the array has; 0 if it is none. */
    public int elements() {
        return bounds.length / 2;
    }

    /** The kind of the first element; {@link Kind#NULL} if there is none. */
    public Kind firstKind() {
        return firstKind;
    }

    /** The first element if it is a string, or the text of the number if it is one; null else. */
    public @Nullable String first() {
        return first;
    }

    /** Where the element's first byte lies. */
    int start(int element) {
        return bounds[2 * element];
    }

    /** Where the element's last byte lies, plus one. */
    int end(int element) {
        return bounds[2 * element + 1];
    }

    /** How many placeholder objects there are. */
    int placeholders() {
        return placeholderNumbers.length;
    }

    /** The number of the placeholder, in order of appearance; -1 if it has none that is a non-negative integer. */
    int placeholderNumber(int placeholder) {
        return placeholderNumbers[placeholder];
    }

    /** The number of the placeholder that begins at that byte; -1 if none does. */
    int placeholderAt(int offset) {
        int found = Arrays.binarySearch(placeholderOffsets, offset);
        return found < 0 ? -1 : placeholderNumbers[found];
    }

    /** Collects what a codec finds, in order of appearance. Not safe for use by several threads. */
    public static final class Builder {
        private int[] bounds = new int[4]; // a name and an argument
        private int elements;
        private Kind firstKind = Kind.NULL;
        private @Nullable String first;
        private int[] placeholderOffsets = NONE;
        private int[] placeholderNumbers = NONE;
        private int placeholders;

        /** Notes the first element of the array; the text is that of a string or number, null for other kinds. */
        public void first(Kind elementKind, @Nullable String text) {
            firstKind = elementKind;
            first = text;
        }

        /** Notes an element of the array: its first byte, and its last plus one. */
        public void element(int start, int end) {
            if (bounds.length == 2 * elements) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[2 * elements] = start;
            bounds[2 * elements + 1] = end;
            elements++;
        }

        /**
         * Notes an object whose {@code _placeholder} is true, when it ends.
         *
         * @param offset where the object begins
         * @param number its {@code num}, -1 if that is not an integer from 0 to 2^31 - 1
         */
        public void placeholder(int offset, int number) {
            if (placeholders == placeholderOffsets.length) {
                int room = Math.max(1, 2 * placeholders);
                placeholderOffsets = Arrays.copyOf(placeholderOffsets, room);
                placeholderNumbers = Arrays.copyOf(placeholderNumbers, room);
            }
            placeholderOffsets[placeholders] = offset;
            placeholderNumbers[placeholders] = number;
            placeholders++;
        }

        /** The index of a value of that kind. */
        public JsonIndex build(Kind kind) {
            return new JsonIndex(this, kind);
        }
    }
}
