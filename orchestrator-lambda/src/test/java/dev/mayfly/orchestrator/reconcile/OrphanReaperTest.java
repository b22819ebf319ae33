package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every orphan gets its end and its notice, whatever happens to another. */
class OrphanReaperTest {
    private static final String RUN = "/20260101T000000Z-00000000/a1";
    private final World world = new World();

    @Test
    void endsTheOthersThoughOneCannotBeEnded() {
        World.FakeCluster stubborn = orphan("shop");
        World.FakeCluster other = orphan("shop");
        world.stubborn.add(stubborn.id);
        assertThat(world.command("{\"command\":\"reap\"}").toString())
                .contains("EMR refuses to end " + stubborn.id)
                .contains(other.id);
        assertThat(other.state).isEqualTo("TERMINATING");
        world.stubborn.clear();
        world.command("{\"command\":\"reap\"}");
        assertThat(stubborn.state).isEqualTo("TERMINATING");
    }

    @Test
    void endsTheOthersThoughOneHeadCannotBeRead() {
        world.ledger.damage("broken");
        World.FakeCluster unknown = orphan("broken");
        World.FakeCluster known = orphan("shop");
        assertThat(world.command("{\"command\":\"reap\"}").toString()).contains("broken cannot be read");
        assertThat(known.state).isEqualTo("TERMINATING");
        assertThat(unknown.state).as("somebody may stand for it").isEqualTo("STARTING");
    }

    @Test
    void tellsBeforeItEnds() {
        World.FakeCluster orphan = orphan("shop");
        world.stubborn.add(orphan.id);
        world.command("{\"command\":\"reap\"}");
        assertThat(world.reaped)
                .as("told, though it was killed before it ended it")
                .hasSize(1);
    }

    @Test
    void endsThoughNobodyCanBeTold() {
        World.FakeCluster orphan = orphan("shop");
        world.noticesFail = true;
        assertThat(world.command("{\"command\":\"reap\"}").toString()).contains("SNS is away");
        assertThat(orphan.state).isEqualTo("TERMINATING");
    }

    @Test
    void leavesAloneWhatAStaleListStillShows() {
        World.FakeCluster gone = orphan("shop");
        world.end(gone);
        world.listingShowsTheDead = true;
        assertThat(world.command("{\"command\":\"reap\"}").path("orphans")).isEmpty();
        assertThat(world.reaped).isEmpty();
    }

    private World.FakeCluster orphan(String dataset) {
        return world.stray("mayfly/test/" + dataset + RUN, "test");
    }
}
