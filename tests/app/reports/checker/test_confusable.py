"""C10: what is taken for one another; with it words with a wrong, missing or needless character."""

import pytest

from app.reports.checker.confusable import confusable
from app.reports.checker.near import near
from tests.app.reports.checker.texts import said


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("截止目前，共走访60户。", "截止", "截至"),
        ("截止到2024年6月30日，共走访60户。", "截止到", "截至"),
        ("建立服务台帐。", "帐", "账"),
        ("社工积极的开展了走访。", "的", "地"),
        ("人员己完成培训。", "己", "已"),
        ("（―）人员情况", "―", "一"),
        ("按照“站―片―点”分工。", "―", "—"),
        ("形成站一片一点的网络。", "站一片一点", "站—片—点"),
        ("共2O场。", None, None),
        ("共2O5场。", "O", "0"),
        ("关爱孤寡长着。", "长着", "长者"),
        ("站内做好数椐归档。", "数椐", "数据"),
        ("了解时问安排。", "时问", "时间"),
        ("关注长者的心里健康。", "心里", "心理"),
    ],
)
def test_a_slip_of_the_table_is_marked(text, quote, mend):
    found = said(confusable, text)
    assert (quote, mend) in found if quote else found == []


@pytest.mark.parametrize(
    "text",
    [
        "报名截止日期为6月30日。",
        "自己完成了作业。",
        "期末能够达标。",
        "电话动员居民。",
        "及时问询长者，定期问卷调查居民问题。",
        "由专人驻点对接，人户分离较多。",
        "服务对象这样说。",
        "社工—片区—点",
        "对千家万户的关怀。",
    ],
)
def test_words_that_only_look_like_a_slip_are_left_alone(text):
    assert said(confusable, text) == []


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("站内能结台实际。后来结合需求。", "结台", "结合"),
        ("督寻中心的意见", "督寻", "督导"),
        ("开展需求分忻", "分忻", "分析"),
        ("社区冶理", "冶理", "治理"),
        ("明确了服计划。服务计划清楚，服务计划可行。", "服计划", "服务计划"),
        ("链接慈善资基金。", "慈善资基金", "慈善基金"),
        ("社工的的能力提升。", "的的", "的"),
    ],
)
def test_what_is_no_word_is_known_by_the_word_that_it_nearly_is(text, quote, mend):
    assert (quote, mend) in said(near, text)


@pytest.mark.parametrize(
    "text",
    [
        "谢村村、诜敦村、祈福新邨的社工社",
        "80分至90分（不含90分）",
        "持证的占七成，由专人跟进，每户一档。",
        "社工为每位长者服务，服药情况良好。",
        "达到目的的方法，社工了解了情况，对对象分级。",
    ],
)
def test_rare_names_and_single_words_are_left_alone(text):
    assert said(near, text) == []


@pytest.mark.parametrize(
    ("text", "quote", "mend"),
    [
        ("旧城拆迁，居民己有外迁。", "己", "已"),
        ("部分表格末及时更新。", "末", "未"),
        ("能提前排查并反应居民的困难。", "反应", "反映"),
        ("居民反应，夜间无人值班。", "反应", "反映"),
        ("建立了较健全的质量内控机智。", "机智", "机制"),
        ("双方形成长效机智，运行顺畅。", "机智", "机制"),
        ("评估意见因具体、清晰、可行。", "因", "应"),
        ("社工站因进一步完善台账。", "因", "应"),
        ("与街道配和默契。", "配和", "配合"),
        ("现场坐无虚席。", "坐无虚席", "座无虚席"),
        ("座标不准的路牌有三块。", "座标", "坐标"),
        ("具体做法有待商确。", "商确", "商榷"),
        ("为长者提供心里疏导。", "心里", "心理"),
        ("招募自愿者二十名。", "自愿者", "志愿者"),
        ("信息公式及时。", "公式", "公示"),
        ("独具长者每周探访一次。", "独具长者", "独居长者"),
        ("案列分享会办了三期。", "案列", "案例"),
        ("服务受道了好评。", "道", "到"),
        ("计划全力已赴。", "全力已赴", "全力以赴"),
        ("问题能即使上报。", "即使", "及时"),
        ("积极相应突发事件。", "相应", "响应"),
        ("长者反应菜式单调。", "反应", "反映"),
        ("居民对此赞不决口。", "赞不决口", "赞不绝口"),
        ("招募启示贴在门口。", "招募启示", "招募启事"),
    ],
)
def test_words_that_sound_alike_are_known_by_their_neighbours(text, quote, mend):
    found = said(confusable, text)
    assert (quote, mend) in found


@pytest.mark.parametrize(
    "text",
    [
        "以己度人，尽己所能，各抒己见，知己知彼，己方代表。",
        "年末能够完成，周末开展，末次探访，末期补充前后测。",
        "应急反应能力强，居民反应良好，过敏反应及时处理。",
        "孩子们机智勇敢，靠机智化解矛盾。",
        "因具体经办人离职，档案暂缺；死因及时上报，原因待查。",
        "心里话、心里踏实，居民自愿参加，数学公式展板。",
        "共同渡过难关，渡过长江，第一束花、一列火车。",
        "深入群众，规范化和正规化建设，长足进展。",
        "他们做的好事很多，采取的一项措施，办的比赛。",
        "在一次探访中得知，现在再次强调，自在接纳。",
        "实在一次次的走访里，甚至使人感动。",
        "即使下雨，社工即使上门困难也不间断，采取相应措施。",
        "居民反应平静，在次月15日前完成，长者反应迟缓。",
        "这件事给我们的启示是，及时上报。",
        "时间以经年累月计，产品定位问题，扶优扶强。",
    ],
)
def test_the_right_one_of_two_words_is_left_alone(text):
    assert said(confusable, text) == []
