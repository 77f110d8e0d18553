package hocket.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cookie with the session's id, on the answer of a polling handshake, for load balancers that route by it. The server
 * itself never reads it.
 *
 * @param name default {@code io}
 * @param path default {@code /}; null for none
 * @param domain default null: none
 * @param maxAgeSeconds default null: until the browser closes
 * @param httpOnly whether scripts of the page cannot read it; default true
 * @param secure whether it goes over TLS only; default false
 * @param sameSite default {@link SameSite#LAX}; null for none
 */
public record Cookie(
        String name,
        @Nullable String path,
        @Nullable String domain,
        @Nullable Long maxAgeSeconds,
        boolean httpOnly,
        boolean secure,
        @Nullable SameSite sameSite) {
    /** {@code io=<id>; Path=/; HttpOnly; SameSite=Lax}. */
    public static final Cookie DEFAULT = new Cookie("io", "/", null, null, true, false, SameSite.LAX);

    /** Whether a browser sends the cookie along from pages of other sites (RFC 6265bis §5.6.7). */
    public enum SameSite {
        /** Never. */
        STRICT,
        /** Only when the user goes there. */
        LAX,
        /** Always; needs {@code secure}. */
        NONE;

        private String wire() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the attributes. */
    public Cookie {
        requireSafe("name", name);
        requireSafe("path", path);
        requireSafe("domain", domain);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a cookie has a name");
        }
    }

    /** The same cookie with another name. */
    public Cookie name(String newName) {
        return new Cookie(newName, path, domain, maxAgeSeconds, httpOnly, secure, sameSite);
    }

    /** The value of {@code Set-Cookie}. */
    String header(String sid) {
        StringBuilder header = new StringBuilder(name).append('=').append(sid);
        if (maxAgeSeconds != null) {
            header.append("; Max-Age=").append(maxAgeSeconds);
        }
        if (domain != null) {
            header.append("; Domain=").append(domain);
        }
        if (path != null) {
            header.append("; Path=").append(path);
        }
        header.append(httpOnly ? "; HttpOnly" : "").append(secure ? "; Secure" : "");
        return header.append(sameSite == null ? "" : "; SameSite=" + sameSite.wire())
                .toString();
    }

    private static void requireSafe(String what, @Nullable String value) {
        for (int i = 0; value != null && i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || ";,\"\\".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "the " + what + " of a cookie cannot hold U+" + Integer.toHexString(c));
            }
        }
    }
}
