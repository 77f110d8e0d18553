package hocket.engine;

import hocket.engine.spi.HttpRequest;

/**
 * Decides whether pages of an origin may connect. Called on a lane, for each request that has an {@code Origin}, and for
 * each of JSONP, for which browsers send none: there the origin is that of the {@code Referer}, or {@code null}. It must not
 * block.
 */
@FunctionalInterface
public interface OriginCheck {
    /** Whether the request, which says that it comes from a page of that origin, may go on; if not, it is answered 403. */
    boolean allows(HttpRequest request, String origin);

    /**
     * Allows pages that came from the host and port that the request was sent to. The scheme is not compared: TLS may end
     * at a proxy.
     */
    static OriginCheck sameHost() {
        return (request, origin) -> {
            String host = request.header("Host");
            int authority = origin.indexOf("://");
            if (host == null || authority < 0) {
                return false;
            }
            String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
            String own = host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
            return origin.substring(authority + 3).equalsIgnoreCase(own);
        };
    }
}
