package io.millrace.gateway.accounts;

import io.millrace.gateway.web.Fields;
import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes and checks passwords with Argon2id: 19 MiB, two passes, one lane, as OWASP's Password Storage Cheat Sheet has it. It
 * runs on two threads of its own, so it takes at most 38 MiB and two processors; whoever would have to wait behind some sixty
 * others is told to come back.
 */
final class Passwords implements DisposableBean {
    static final int SHORTEST = 8;
    static final int LONGEST = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int THREADS = 2;
    private static final int QUEUE_PER_THREAD = 32;
    private static final int IDLE_SECONDS = 60;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Scheduler threads =
            Schedulers.newBoundedElastic(THREADS, QUEUE_PER_THREAD, "passwords", IDLE_SECONDS, true);
    private final String decoy = argon2.encode(Secrets.random(SALT_BYTES));

    /**
     * The password in its one spelling, if it may be one.
     *
     * @param field what to call it in a problem
     */
    static String checked(String field, String password) {
        String normal = normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Fields.invalid(field, "A password has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (CommonPasswords.contains(normal)) {
            throw Problem.ofField(
                    ProblemType.WEAK_PASSWORD, field, "Too many people have this password; choose one of your own");
        }
        return normal;
    }

    Mono<String> hash(String password) {
        return onThreads(() -> String.valueOf(argon2.encode(password)));
    }

    /** Whether the password is the one of the hash; for no hash it takes as long to say no. */
    Mono<Boolean> matches(String password, String hash) {
        boolean known = !hash.isEmpty();
        return onThreads(() -> argon2.matches(normal(password), known ? hash : decoy) && known);
    }

    private <T> Mono<T> onThreads(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(threads)
                .onErrorMap(
                        RejectedExecutionException.class,
                        error -> Problem.unavailable("Too many are signing in at this moment", RETRY));
    }

    /** The same characters can be typed in two ways on two keyboards. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
