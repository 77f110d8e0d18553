package hocket.core;

import java.util.Objects;

/** JSON that is to be sent as it stands. It must be one valid value; it is not checked. Immutable. */
public final class RawJson {
    private final String json;

    private RawJson(String json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /** The text of one JSON value. */
    public static RawJson of(String json) {
        return new RawJson(json);
    }

    /** The text. */
    public String json() {
        return json;
    }

    @Override
    public String toString() {
        return json;
    }
}
