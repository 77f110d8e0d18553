package hocket.interop;

import hocket.client.JdkTransport;
import hocket.client.netty.NettyTransport;
import hocket.client.okhttp.OkHttpTransport;
import hocket.client.spi.ClientTransport;
import java.io.File;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** What our client may reach servers with. */
enum HttpLibrary {
    JDK("") {
        @Override
        ClientTransport create() {
            return JdkTransport.create();
        }

        @Override
        ClientTransport trusting(SSLContext context, X509TrustManager trust) {
            return JdkTransport.of(HttpClient.newBuilder().sslContext(context).build());
        }

        @Override
        ClientTransport compressing() {
            throw new UnsupportedOperationException("the JDK's WebSocket has no extensions");
        }
    },
    OKHTTP("hocket-client-okhttp") {
        @Override
        ClientTransport create() {
            return OkHttpTransport.create();
        }

        @Override
        ClientTransport trusting(SSLContext context, X509TrustManager trust) {
            return OkHttpTransport.of(new OkHttpClient.Builder()
                    .sslSocketFactory(context.getSocketFactory(), trust)
                    .build());
        }

        @Override
        ClientTransport compressing() {
            return OkHttpTransport.builder().perMessageDeflate(true).build();
        }
    },
    NETTY("hocket-client-netty") {
        @Override
        ClientTransport create() {
            return NettyTransport.create();
        }

        @Override
        ClientTransport trusting(SSLContext context, X509TrustManager trust) {
            return NettyTransport.builder().sslContext(context).build();
        }

        @Override
        ClientTransport compressing() {
            return NettyTransport.builder().perMessageDeflate(true).build();
        }
    };

    private final String module;

    HttpLibrary(String module) {
        this.module = module;
    }

    /** That of the tests for which it does not matter: the JDK's, or what {@code interop.http} says. */
    static HttpLibrary usual() {
        return valueOf(System.getProperty("interop.http", "jdk").toUpperCase(Locale.ROOT));
    }

    /** The class path of this JVM without the other libraries, one of which would be the default. */
    String classPath() {
        String all = System.getProperty("java.class.path");
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(entry -> Arrays.stream(values())
                        .noneMatch(other -> other != this && !other.module.isEmpty() && entry.contains(other.module)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    abstract ClientTransport create();

    /** One that trusts whom the context, made with that manager, trusts. */
    abstract ClientTransport trusting(SSLContext context, X509TrustManager trust);

    /** One that offers {@code permessage-deflate}. */
    abstract ClientTransport compressing();
}
