package hocket.netty;

import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** Certificates and keys in PEM files. It extends a class of Netty's only because the readers there are protected. */
abstract class Pem extends SslContext {
    private Pem() {}

    static X509Certificate[] certificates(Path file) throws IOException, CertificateException {
        return toX509Certificates(open(file));
    }

    static PrivateKey privateKey(Path file) throws IOException {
        try {
            return toPrivateKey(open(file), null);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            boolean encrypted =
                    Files.readString(file, StandardCharsets.ISO_8859_1).contains("ENCRYPTED");
            throw new IOException(
                    file
                            + (encrypted
                                    ? " is encrypted: save it without a password"
                                    : " holds no RSA or EC key in PKCS#8"),
                    e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " does not exist or may not be read");
        }
        return new ByteArrayInputStream(Files.readAllBytes(file));
    }

    /** Whether the key is that of the certificate; neither Netty nor the JDK looks, and each handshake would fail. */
    static boolean isPair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (certified instanceof RSAKey other) {
            return key instanceof RSAKey own && own.getModulus().equals(other.getModulus());
        }
        String algorithm = certified.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
        try {
            // if Bouncy Castle is there, Netty reads keys with it, which signatures of the JDK do not take
            signature.initSign(
                    KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
            signature.update(certified.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(certified.getEncoded());
            return signature.verify(signed);
        } catch (InvalidKeySpecException | SignatureException e) {
            return false; // a key of another kind, or on another curve
        }
    }
}
