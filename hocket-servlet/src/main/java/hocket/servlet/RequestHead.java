package hocket.servlet;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/**
 * Copies what a request says: a container uses its request objects again, some of them as soon as the request has become
 * a WebSocket.
 */
final class RequestHead {
    private RequestHead() {}

    /**
     * The request, with its path below that of the web application.
     *
     * @throws IllegalArgumentException if a header field holds what none may hold
     */
    static HttpRequest copyOf(HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(name, value);
            }
        }
        if (headers.get("Host") != null) {
            headers.set("Host", host(request));
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        return new HttpRequest(
                request.getMethod(),
                query == null ? path : path + "?" + query,
                headers,
                request.getRemoteAddr(),
                request.isSecure(),
                request.getUserPrincipal());
    }

    /** The host that the client asked for: filters that know the proxies in front say it, and leave the header as it is. */
    private static String host(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(request.getScheme()) ? 443 : 80);
        return usual ? request.getServerName() : request.getServerName() + ":" + port;
    }
}
