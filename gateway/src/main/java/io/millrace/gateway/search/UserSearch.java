package io.millrace.gateway.search;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.gateway.accounts.Caller;
import io.millrace.storage.accounts.AccountReads;
import io.millrace.storage.accounts.StoredAccount;
import io.millrace.storage.graph.GraphReads;
import io.millrace.storage.search.SearchQuery;
import io.millrace.storage.search.SearchWords;
import io.millrace.storage.search.UserIndexReads;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Accounts whose names have all the words, by name; without those who block the caller. */
final class UserSearch {
    private static final int SCANNED_FOR_EACH = 2;
    private static final int READS_AT_ONCE = 32;

    private final UserIndexReads index;
    private final AccountReads accounts;
    private final GraphReads graph;

    UserSearch(UserIndexReads index, AccountReads accounts, GraphReads graph) {
        this.index = index;
        this.accounts = accounts;
        this.graph = graph;
    }

    /** @param caller null for somebody who did not say who they are */
    Mono<Page<Account, OwnerId>> page(@Nullable Caller caller, SearchQuery query, @Nullable OwnerId after, int limit) {
        int scanned = limit * SCANNED_FOR_EACH;
        return index.candidates(query, after, scanned)
                .flatMapSequential(name -> candidate(name, query), READS_AT_ONCE)
                .collectList()
                .flatMap(candidates -> blockers(caller, candidates)
                        .map(blockers -> Page.cut(
                                candidates.stream()
                                        .map(one -> blockers.contains(one.position())
                                                ? new Page.Candidate<Account, OwnerId>(one.position(), null)
                                                : one)
                                        .toList(),
                                limit,
                                scanned)));
    }

    private Mono<Page.Candidate<Account, OwnerId>> candidate(OwnerId name, SearchQuery query) {
        return accounts.find(name)
                .filter(stored -> !stored.isDeleted())
                .map(StoredAccount::account)
                .filter(account -> query.matches(SearchWords.of(account)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(found -> new Page.Candidate<>(name, found.orElse(null)));
    }

    private Mono<Set<OwnerId>> blockers(@Nullable Caller caller, List<Page.Candidate<Account, OwnerId>> candidates) {
        return caller == null || caller.isAdmin()
                ? Mono.just(Set.of())
                : graph.blockersAmong(
                        candidates.stream().map(Page.Candidate::position).collect(Collectors.toSet()), caller.owner());
    }
}
