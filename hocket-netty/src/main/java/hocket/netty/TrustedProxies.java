package hocket.netty;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed. The client is the last address in the list
 * that is no trusted proxy: everything before it may be made up. Immutable.
 */
final class TrustedProxies {
    static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /** Addresses, or networks such as {@code 10.0.0.0/8}. */
    static TrustedProxies of(String... networks) {
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (String network : networks) {
            int slash = network.indexOf('/');
            String address = slash < 0 ? network : network.substring(0, slash);
            if (!NetUtil.isValidIpV4Address(address) && !NetUtil.isValidIpV6Address(address)) {
                throw new IllegalArgumentException("not an IP address or network: " + network);
            }
            int bits = NetUtil.isValidIpV4Address(address) ? 32 : 128;
            int prefix = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
            rules.add(new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
        }
        return new TrustedProxies(List.copyOf(rules));
    }

    /** The client's address: the peer's unless that is a trusted proxy. */
    String clientAddress(InetAddress peer, HttpHeaders headers) {
        InetAddress client = peer;
        List<String> hops = new ArrayList<>();
        for (String value : headers.getAll("X-Forwarded-For")) {
            hops.addAll(List.of(value.split(",", -1)));
        }
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            InetAddress next = parse(hops.get(i).trim());
            if (next == null) {
                break;
            }
            client = next;
        }
        return NetUtil.toAddressString(client);
    }

    /** Whether the client came over TLS: as a trusted proxy says, the last word being its own; else as the connection is. */
    boolean isSecure(InetAddress peer, HttpHeaders headers, boolean tls) {
        List<String> schemes = headers.getAll("X-Forwarded-Proto");
        if (schemes.isEmpty() || !isTrusted(peer)) {
            return tls;
        }
        String list = schemes.get(schemes.size() - 1);
        return "https"
                .equalsIgnoreCase(list.substring(list.lastIndexOf(',') + 1).trim());
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule network : networks) {
            if (network.matches(socket)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable InetAddress parse(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null; // it is thrown for a wrong number of bytes only
        }
    }
}
