package hocket.core.spi;

import org.jspecify.annotations.Nullable;

/** Where in a value something is wrong, as messages name it: {@code [0].name}. Not safe for use by several threads. */
public final class ValuePath {
    private static final int MAX_CHARACTERS = 100;

    private final StringBuilder path = new StringBuilder();

    /** The whole value. */
    public ValuePath() {}

    /** One step inwards: to the property, or if that is null to the element. After 100 characters there is only a …. */
    public void add(@Nullable String property, int element) {
        if (path.length() > MAX_CHARACTERS) {
            return;
        }
        if (property == null) {
            path.append('[').append(element).append(']');
        } else {
            path.append('.').append(property);
        }
        if (path.length() > MAX_CHARACTERS) {
            path.setLength(MAX_CHARACTERS);
            path.append('…');
        }
    }

    /** With {@code "at "} in front and a colon behind; empty for the whole value. */
    @Override
    public String toString() {
        return path.length() == 0 ? "" : "at " + path + ": ";
    }
}
