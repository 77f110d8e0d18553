package hocket.netty;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the head of a request as Netty has it; stricter where two readers could differ (RFC 9112 §3.2, §6.1). */
final class RequestHead {
    /** Of a draft of WebSocket, for whose sake Netty takes the 8 bytes behind the head for a body. */
    private static final String HIXIE_KEY = "Sec-WebSocket-Key1";

    /** Neither a space, which a folded line leaves behind, nor anything else a host has not. */
    private static final boolean[] HOST = new boolean[128];

    static {
        for (char c : "-._~!$&'()*+,;=%:[]".toCharArray()) {
            HOST[c] = true;
        }
        Arrays.fill(HOST, '0', '9' + 1, true);
        Arrays.fill(HOST, 'A', 'Z' + 1, true);
        Arrays.fill(HOST, 'a', 'z' + 1, true);
    }

    private RequestHead() {}

    /** The head; null if it is to be answered 400. */
    static @Nullable HttpRequest read(
            io.netty.handler.codec.http.HttpRequest netty, InetAddress peer, TrustedProxies proxies, boolean tls) {
        io.netty.handler.codec.http.HttpHeaders fields = netty.headers();
        String url = originForm(netty.uri());
        boolean http11 = netty.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean known = http11 || netty.protocolVersion().equals(HttpVersion.HTTP_1_0);
        boolean sound = isHostSound(fields, http11) && isLengthSound(fields, http11) && !fields.contains(HIXIE_KEY);
        if (url == null || !known || !sound) {
            return null;
        }
        HttpHeaders headers = new HttpHeaders();
        try {
            fields.forEach(field -> headers.add(field.getKey(), field.getValue()));
        } catch (IllegalArgumentException e) {
            return null;
        }
        String address = proxies.clientAddress(peer, fields);
        return new HttpRequest(netty.method().name(), url, headers, address, proxies.isSecure(peer, fields, tls));
    }

    /** Path and query; of an absolute URL what stands behind the host; null for anything else. */
    private static @Nullable String originForm(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        int scheme = uri.indexOf("://");
        if (scheme < 0) {
            return null;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static boolean isHostSound(io.netty.handler.codec.http.HttpHeaders fields, boolean http11) {
        Iterator<String> hosts = fields.valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return !http11;
        }
        String host = hosts.next();
        boolean sound = !hosts.hasNext();
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            sound &= c < HOST.length && HOST[c];
        }
        return sound;
    }

    private static boolean isLengthSound(io.netty.handler.codec.http.HttpHeaders fields, boolean http11) {
        List<String> lengths = fields.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return lengths.size() <= 1;
        }
        List<String> encodings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return http11
                && lengths.isEmpty()
                && encodings.size() == 1
                && encodings.get(0).equalsIgnoreCase("chunked");
    }
}
