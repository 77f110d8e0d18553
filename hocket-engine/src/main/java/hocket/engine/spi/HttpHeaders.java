package hocket.engine.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request or response, in order; names are compared without case. A request's are not changed; a
 * response's may be until it is sent. Not safe for use by several threads while they are being changed.
 */
public final class HttpHeaders {
    private static final boolean[] TOKEN = new boolean[128]; // RFC 9110 §5.6.2

    static {
        for (char c = '!'; c < 0x7f; c++) {
            TOKEN[c] = "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
        }
    }

    private static final Pattern REFUSED = Pattern.compile("\\s*q=0(\\.0*)?\\s*");

    private final List<String> fields = new ArrayList<>(); // name, value, name, value, …

    /**
     * Adds a field beside those of the same name.
     *
     * @throws IllegalArgumentException if the name is no token, or the value holds a control character other than a tab:
     *     it could end the field and begin another
     */
    public HttpHeaders add(String name, String value) {
        requireToken(name);
        if (!isValidValue(value)) {
            throw new IllegalArgumentException("the value of header " + name + " holds a control character");
        }
        fields.add(name);
        fields.add(value);
        return this;
    }

    /** Adds a field in place of those of the same name. */
    public HttpHeaders set(String name, String value) {
        remove(name);
        return add(name, value);
    }

    /** Adds the value to the list in that field, unless it is there already; used for {@code Vary}. */
    public HttpHeaders addToList(String name, String value) {
        String present = get(name);
        if (present == null) {
            return add(name, value);
        }
        for (String element : present.split(",", -1)) {
            if (element.trim().equalsIgnoreCase(value)) {
                return this;
            }
        }
        return set(name, present + ", " + value);
    }

    /** Removes all fields of that name. */
    public HttpHeaders remove(String name) {
        for (int i = fields.size() - 2; i >= 0; i -= 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                fields.remove(i + 1);
                fields.remove(i);
            }
        }
        return this;
    }

    /** The first value of that name, null if there is none. */
    public @Nullable String get(String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                return fields.get(i + 1);
            }
        }
        return null;
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        forEach((field, value) -> {
            if (field.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** Whether the list in fields of that name holds the token, without regard to case. */
    public boolean listContains(String name, String token) {
        for (String value : all(name)) {
            for (String element : value.split(",", -1)) {
                if (element.trim().toLowerCase(Locale.ROOT).equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether {@code Accept-Encoding} names the coding, such as {@code gzip}, and does not refuse it with {@code q=0}. */
    public boolean acceptsEncoding(String coding) {
        for (String value : all("Accept-Encoding")) {
            for (String element : value.split(",", -1)) {
                String[] parts = element.trim().split(";", 2);
                if (parts[0].trim().equalsIgnoreCase(coding)) {
                    return parts.length == 1 || !REFUSED.matcher(parts[1]).matches();
                }
            }
        }
        return false;
    }

    /** Hands over each name and value, in order. */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < fields.size(); i += 2) {
            action.accept(fields.get(i), fields.get(i + 1));
        }
    }

    /** Adds all fields of the other. */
    public HttpHeaders addAll(HttpHeaders other) {
        fields.addAll(other.fields);
        return this;
    }

    /** Whether a field value holds nothing that could end it: no control character but the tab, nothing above U+00FF. */
    public static boolean isValidValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean control = c < ' ' && c != '\t';
            if (control || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static void requireToken(String name) {
        boolean valid = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= c < TOKEN.length && TOKEN[c];
        }
        if (!valid) {
            throw new IllegalArgumentException("not a header name: " + name);
        }
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
