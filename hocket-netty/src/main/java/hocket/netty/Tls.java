package hocket.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;

/**
 * The server's certificate and key, from PEM files or a key store. They can be read again while the server runs. Safe for
 * use by several threads.
 */
public final class Tls {
    private final Source source;
    private volatile SslContext context; // any thread

    private Tls(Source source) throws IOException {
        this.source = source;
        this.context = load(source);
    }

    /**
     * From two PEM files.
     *
     * @param certificates the server's certificate and those between it and the root, in that order
     * @param privateKey in PKCS#8, without a password
     * @throws IOException if a file cannot be read or holds something else, or the key is not that of the first
     *     certificate; the message names the files
     */
    public static Tls ofPem(Path certificates, Path privateKey) throws IOException {
        return new Tls(new Source(certificates + " and " + privateKey) {
            @Override
            SslContextBuilder builder() throws IOException, GeneralSecurityException {
                X509Certificate[] chain = Pem.certificates(certificates);
                PrivateKey key = Pem.privateKey(privateKey);
                if (!Pem.isPair(key, chain[0].getPublicKey())) {
                    throw new IOException("the key is not that of the first certificate");
                }
                return SslContextBuilder.forServer(key, chain);
            }
        });
    }

    /**
     * From a key store file, PKCS#12 or JKS.
     *
     * @param password of the store and of its key
     * @throws IOException if the file cannot be read, holds something else, or the password is wrong; the message names the
     *     file
     */
    public static Tls ofKeyStore(Path keyStore, char[] password) throws IOException {
        char[] secret = password.clone();
        return new Tls(new Source(keyStore.toString()) {
            @Override
            SslContextBuilder builder() throws IOException, GeneralSecurityException {
                KeyStore store = KeyStore.getInstance(keyStore.toFile(), secret);
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, secret);
                return SslContextBuilder.forServer(keys);
            }
        });
    }

    /**
     * Reads the files again. New connections get the new certificate, open ones keep theirs.
     *
     * @throws IOException as when they were first read; the former certificate then stays
     */
    public void reload() throws IOException {
        context = load(source);
    }

    SslContext context() {
        return context;
    }

    private static SslContext load(Source source) throws IOException {
        try {
            return source.builder().build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot load the TLS certificate and key from " + source.name + ": " + e.getMessage(), e);
        }
    }

    /** Where certificate and key come from. */
    private abstract static class Source {
        private final String name;

        Source(String name) {
            this.name = name;
        }

        abstract SslContextBuilder builder() throws IOException, GeneralSecurityException;
    }
}
