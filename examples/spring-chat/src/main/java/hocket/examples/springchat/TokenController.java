package hocket.examples.springchat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a program a token for its name and password. */
@RestController
class TokenController {
    private static final Duration VALID = Duration.ofMinutes(10);

    /** What a program sends along from then on. */
    record Token(String token, Instant expires) {}

    private final JwtEncoder encoder;

    TokenController(JwtEncoder encoder) {
        this.encoder = encoder;
    }

    @PostMapping("/token")
    Token issue(Authentication user) {
        Instant now = Instant.now();
        List<String> roles = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                .toList();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .subject(user.getName())
                .issuedAt(now)
                .expiresAt(now.plus(VALID))
                .claim(TokenConfiguration.ROLES, roles)
                .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
        String token = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new Token(token, now.plus(VALID));
    }
}
