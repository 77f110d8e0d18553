package hocket.core.spi;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.JsonIndex;
import hocket.core.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link JsonCodec#index} for any codec: one pass over one JSON text, which is valid UTF-8. Checks RFC 8259 to the letter
 * and notes where things lie. Names and values are not read, hence no table of symbols that a peer could fill with
 * collisions, and no name that a library would refuse.
 */
public final class JsonScanner {
    private static final byte[] PLACEHOLDER = JsonText.ascii("_placeholder");
    private static final byte[] NUMBER = JsonText.ascii("num");
    private static final byte[] USUAL_PLACEHOLDER = JsonText.ascii("{\"_placeholder\":true,\"num\":");
    private static final byte[] TRUE = JsonText.ascii("true");
    private static final byte[] FALSE = JsonText.ascii("false");
    private static final byte[] NULL = JsonText.ascii("null");

    private final byte[] bytes;
    private final int base;
    private final int end;
    private final JsonIndex.Builder index = new JsonIndex.Builder();
    private final Containers containers = new Containers();
    private @Nullable Placeholders placeholders; // null as long as there is none
    private int at;
    private boolean escaped;

    private JsonScanner(ByteSlice json) {
        bytes = json.array();
        base = json.offset();
        end = base + json.length();
        at = base;
    }

    /**
     * Checks that the bytes are one valid JSON value and notes where its elements and placeholders lie. Linear; any thread.
     *
     * @throws ProtocolException if they are not, or exceed {@link JsonCodec#MAX_DEPTH} or {@link
     *     JsonCodec#MAX_NUMBER_LENGTH}
     */
    public static JsonIndex scan(ByteSlice json) throws ProtocolException {
        return new JsonScanner(json).document();
    }

    private JsonIndex document() throws ProtocolException {
        skipSpace();
        JsonIndex.Kind kind = kind(peek());
        if (kind == JsonIndex.Kind.ARRAY) {
            containers.openOutermostArray();
            elements();
        } else {
            value(0);
        }
        skipSpace();
        if (at != end) {
            throw new ProtocolException("a payload is one JSON value with nothing behind it");
        }
        if (placeholders != null) {
            placeholders.report(index);
        }
        return index.build(kind);
    }

    private void elements() throws ProtocolException {
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return;
        }
        for (boolean first = true; ; first = false) {
            int start = at;
            escaped = false;
            value(1);
            if (first) {
                index.first(kind(bytes[start]), text(start));
            }
            index.element(start - base, at - base);
            skipSpace();
            byte next = next();
            if (next == ']') {
                return;
            }
            require(next == ',');
            skipSpace();
        }
    }

    /** The text of the string or number that has just been passed, null for other kinds. */
    private @Nullable String text(int start) {
        return switch (kind(bytes[start])) {
            case STRING -> JsonText.string(bytes, start + 1, at - 1, escaped);
            case NUMBER -> JsonText.string(bytes, start, at, false);
            default -> null;
        };
    }

    private static JsonIndex.Kind kind(byte first) {
        return switch (first) {
            case '[' -> JsonIndex.Kind.ARRAY;
            case '{' -> JsonIndex.Kind.OBJECT;
            case '"' -> JsonIndex.Kind.STRING;
            case 't', 'f' -> JsonIndex.Kind.BOOLEAN;
            case 'n' -> JsonIndex.Kind.NULL;
            default -> JsonIndex.Kind.NUMBER;
        };
    }

    /** Passes a value, which begins here, and all in it. */
    private void value(int outerDepth) throws ProtocolException {
        do {
            switch (peek()) {
                case '{' -> {
                    if (!usualPlaceholder()) {
                        containers.open(at - base);
                        at++;
                        skipSpace();
                        if (peek() != '}') {
                            name();
                            continue;
                        }
                    }
                }
                case '[' -> {
                    containers.open(-1);
                    at++;
                    skipSpace();
                    if (peek() != ']') {
                        continue;
                    }
                }
                case '"' -> string();
                case 't' -> literal(TRUE);
                case 'f' -> literal(FALSE);
                case 'n' -> literal(NULL);
                default -> number();
            }
            closeUntilNext(outerDepth);
        } while (containers.depth > outerDepth);
    }

    /** After a value: to the next one inside the same container, or out of all containers that end here. */
    private void closeUntilNext(int outerDepth) throws ProtocolException {
        while (containers.depth > outerDepth) {
            skipSpace();
            byte next = next();
            boolean object = containers.isObject();
            if (next == ',') {
                // an empty container has no comma: peek found its end
                skipSpace();
                if (object) {
                    name();
                }
                return;
            }
            require(next == (object ? '}' : ']'));
            containers.close();
            if (containers.isClosedPlaceholder()) {
                addPlaceholder(containers.closedStart(), containers.closedNumber());
            }
        }
    }

    /** Passes a placeholder that stands here letter by letter as JSON.stringify writes it; false if none does. */
    private boolean usualPlaceholder() {
        int digit = at + USUAL_PLACEHOLDER.length;
        boolean room = digit < end - 1 && !containers.isFull();
        if (!room || !isDigit(bytes[digit]) || bytes[digit + 1] != '}' || !stands(USUAL_PLACEHOLDER, at)) {
            return false;
        }
        addPlaceholder(at - base, bytes[digit] - '0');
        at = digit + 2;
        return true;
    }

    private void addPlaceholder(int start, int number) {
        placeholders = placeholders == null ? new Placeholders() : placeholders;
        placeholders.add(start, number);
    }

    /** Passes a field's name and its colon, and looks at the value behind it. */
    private void name() throws ProtocolException {
        int start = at + 1;
        require(peek() == '"');
        escaped = false;
        string();
        int nameEnd = at - 1;
        boolean placeholder = is(PLACEHOLDER, start, nameEnd);
        boolean number = is(NUMBER, start, nameEnd);
        skipSpace();
        require(next() == ':');
        skipSpace();
        if (placeholder) {
            containers.placeholder(peek() == 't');
        } else if (number) {
            containers.number(index());
        }
    }

    private boolean is(byte[] name, int from, int to) {
        if (escaped) {
            return JsonText.string(bytes, from, to, true).equals(JsonText.string(name, 0, name.length, false));
        }
        return to - from == name.length && stands(name, from);
    }

    /** Whether that text stands there, before the end. */
    private boolean stands(byte[] text, int from) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The non-negative integer that stands here, without moving; -1 if none does. */
    private int index() {
        long number = 0;
        int digit = at;
        while (digit < end && isDigit(bytes[digit]) && number <= Integer.MAX_VALUE) {
            number = 10 * number + (bytes[digit++] - '0');
        }
        boolean fraction = digit < end && (bytes[digit] == '.' || (bytes[digit] | 0x20) == 'e');
        return digit == at || fraction || number > Integer.MAX_VALUE ? -1 : (int) number;
    }

    private void string() throws ProtocolException {
        at = JsonText.plainEnd(bytes, at + 1, end);
        for (byte b = next(); b != '"'; b = next()) {
            require(b == '\\');
            escape();
            at = JsonText.plainEnd(bytes, at, end);
        }
    }

    private void escape() throws ProtocolException {
        escaped = true;
        switch (next()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                // one character
            }
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    require(Character.digit(next(), 16) >= 0);
                }
            }
            default -> require(false);
        }
    }

    private void literal(byte[] text) throws ProtocolException {
        for (byte b : text) {
            require(next() == b);
        }
    }

    private void number() throws ProtocolException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > JsonCodec.MAX_NUMBER_LENGTH) {
            throw new ProtocolException("a JSON number has at most " + JsonCodec.MAX_NUMBER_LENGTH + " characters");
        }
    }

    private void digits() throws ProtocolException {
        require(isDigit(peek()));
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void skipSpace() {
        while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private byte peek() throws ProtocolException {
        require(at < end);
        return bytes[at];
    }

    private byte next() throws ProtocolException {
        require(at < end);
        return bytes[at++];
    }

    private static void require(boolean valid) throws ProtocolException {
        if (!valid) {
            throw invalid();
        }
    }

    private static ProtocolException invalid() {
        return new ProtocolException("the payload is not valid JSON");
    }

    /** The arrays and objects that have begun and not ended. */
    private static final class Containers {
        private static final int ARRAY = -1;

        private int[] starts = {};
        private int[] numbers = {};
        private boolean[] marked = {};
        private int depth;

        /** Nobody asks about it, so a flat array of arguments needs no memory here. */
        void openOutermostArray() {
            depth = 1;
        }

        void open(int start) throws ProtocolException {
            if (isFull()) {
                throw new ProtocolException("JSON is at most " + JsonCodec.MAX_DEPTH + " deep");
            }
            if (depth >= starts.length) {
                starts = Arrays.copyOf(starts, 2 * depth + 4);
                numbers = Arrays.copyOf(numbers, 2 * depth + 4);
                marked = Arrays.copyOf(marked, 2 * depth + 4);
            }
            starts[depth] = start;
            numbers[depth] = -1;
            marked[depth] = false;
            depth++;
        }

        boolean isFull() {
            return depth == JsonCodec.MAX_DEPTH;
        }

        boolean isObject() {
            return starts[depth - 1] != ARRAY;
        }

        void placeholder(boolean is) {
            marked[depth - 1] = is;
        }

        void number(int number) {
            numbers[depth - 1] = number;
        }

        void close() {
            depth--;
        }

        boolean isClosedPlaceholder() {
            return marked[depth];
        }

        int closedStart() {
            return starts[depth];
        }

        int closedNumber() {
            return numbers[depth];
        }
    }

    /** The placeholders found, in the order in which they end. */
    private static final class Placeholders {
        private long[] found = {};
        private int count;
        private boolean nested;

        void add(int start, int number) {
            if (count == found.length) {
                found = Arrays.copyOf(found, Math.max(1, 2 * count));
            }
            long entry = (long) start << Integer.SIZE | (number & 0xffff_ffffL);
            nested |= count > 0 && entry < found[count - 1];
            found[count++] = entry;
        }

        void report(JsonIndex.Builder index) {
            if (nested) {
                Arrays.sort(found, 0, count); // one inside another ends first
            }
            for (int i = 0; i < count; i++) {
                index.placeholder((int) (found[i] >>> Integer.SIZE), (int) found[i]);
            }
        }
    }
}
