package io.millrace.ingest.pastes;

import io.millrace.contracts.Topics;
import io.millrace.contracts.event.EventFamily;
import io.millrace.contracts.pastes.PasteEvent;
import io.millrace.ingest.expiry.ExpiryProperties;
import io.millrace.ingest.log.EventAppender;
import io.millrace.ingest.log.LogClients;
import io.millrace.ingest.log.ProjectionRunner;
import io.millrace.ingest.log.Shards;
import io.millrace.storage.blobs.BlobStore;
import io.millrace.storage.expiry.DueWrites;
import io.millrace.storage.links.AliasClaims;
import io.millrace.storage.links.EditClaims;
import io.millrace.storage.links.LinkIndexReads;
import io.millrace.storage.links.LinkIndexWrites;
import io.millrace.storage.pastes.PasteReads;
import io.millrace.storage.pastes.PasteRevisions;
import io.millrace.storage.pastes.PasteWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The views of pastes, and their end. */
@Configuration(proxyBeanMethods = false)
public class PastesModule {
    @Bean
    ProjectionRunner<PasteEvent> pastesProjection(
            LogClients log,
            PasteWrites writes,
            PasteRevisions revisions,
            LinkIndexWrites index,
            AliasClaims aliases,
            BlobStore blobs,
            DueWrites due) {
        return log.runner(new PastesProjection(writes, revisions, index, aliases, blobs, due));
    }

    @Bean
    EventAppender<PasteEvent> pastesAppender(LogClients log) {
        return log.appender(Topics.PASTES, EventFamily.PASTES);
    }

    @Bean
    PasteExpiry pasteExpiry(
            ProjectionRunner<PasteEvent> pastesProjection,
            EventAppender<PasteEvent> pastesAppender,
            PasteReads reads,
            ExpiryProperties expiry) {
        return new PasteExpiry(new Shards(pastesProjection, pastesAppender), reads, pastesAppender, expiry.grace());
    }

    @Bean
    PasteObjects pasteObjects(
            ProjectionRunner<PasteEvent> pastesProjection,
            EventAppender<PasteEvent> pastesAppender,
            PasteRevisions revisions) {
        return new PasteObjects(new Shards(pastesProjection, pastesAppender), revisions);
    }

    @Bean
    OwnedPastes ownedPastes(
            PasteReads reads,
            LinkIndexReads lists,
            LinkIndexWrites index,
            EditClaims edits,
            EventAppender<PasteEvent> pastesAppender) {
        return new OwnedPastes(reads, lists, index, edits, pastesAppender);
    }
}
