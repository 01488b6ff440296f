"""Names of people: a surname, and characters that given names are made of."""

import re
from collections.abc import Iterator

from app.reports.checker.words import Word, is_name, is_place, times, words_of

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤罗毕郝邬"
    "安常乐傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧伏戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯卢莫房缪解应丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦谷车侯宓蓬全班秋仲伊宫宁仇甘厉武符刘景詹束龙叶司韶"
    "黎白蒲邰赖卓屠蒙池乔胥苍双闻莘党翟谭贡劳逄姬申冉宰桑桂牛边尚温庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈麦邝冼岑丘覃佘殷曾廖终居衡步都耿满弘匡国文寇"
)
FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭罗郑梁谢宋唐邓冯韩曹曾彭萧蔡潘董袁蒋杜苏魏吕沈姚卢姜崔钟谭陆汪范廖贾韦邹孟熊秦邱尹薛闫段雷侯"
    "陶黎贺郝龚邵覃钱戴莫孔汤欧邢阎瞿殷裴樊柳詹岳"
)
"""Surnames that seldom begin another word."""
GIVEN = (
    "大小文华德明志光鹏林云玉清宗英伟春海晓永荣健恩庆琛仁宝忠龙昌祥军克瑞振杰芳俊伯丽良美涛武凤汉维亚金辉士红思敏宏峰波福惠岚秀启刚兰飞兴强邦鸿楚洪夫嘉绍远友浩君锡江斌阳贵宇铁松燕珍勇栋宁贤群卿智毅麟锦玲培秋卫"
    "耀树康少孝权汝仲泉希川寿昭淑奇磊锋守柏根彦才善超雪秉桂霞勋怀梅妍爱胜环洁若素诚泰静洋丹钧臣霖铭吉炳传慧澜熙星剑镕佩雄凯艳雷欣茂映容真彬声衡谦仪奎鸣颖冰桓梦升旭晶翰芬萍翔哲裕盛坤虎叔媛庭钟鹤琪雅娟宣纯豪"
    "堂博润尧初莲崇贞丰鼎佳琳宜凌迪圣毓修焕桢琼喜禄尚晋登威曼隆芝冠昆琴穆珊碧灵娜蓉跃虹岳晖逸孚敦菊莉雯恭钦怡婷妮诗湘允衍昊菲卓棠彪岱庄端仙祺儒劲庚亦铸贝靖弘亨涵灿钰绪晨懋佑钊勒诺朗紫赫鑫蕾铎襄禹佐贻葆帆铨"
    "祝嗣轩聪楠瑾亭祚桐璋璐珠溪恺懿瀚瑛璧炜燮咏泓曦枫煌澄祯骥瀛娥牧舒婉昱羽煜翠梓钢恪廉棣雍奕笙彤茹旺悦昕浦霄韶颐炯茜萱馨琨竹楷建成生国东平添娣妹好笑带招弟彩细顺银妙娇嫦枝焯棉婵姣姗换转欢巧兆炎焜潮泽棋均荫"
    "柱梨杏桃新中正立世元子山石天家学益义礼信安定民方有如发水心月来日年青"
)
_RARE, _RARE_CHARACTER = 200, 6_000
_MORE = "关简利招植巫练游辛涂肖付闫揭敖"
_ALSO = "关简利招植练游付向于和都经有双单高时成应能方安常全平满国文充边连关计令支过明易步管相别车居古左到贺石"
"""Surnames that are words more often."""
_FULL = re.compile(rf"(?=(?P<name>[{SURNAMES}{_MORE}](?!某)[{GIVEN}]{{2}}))")
_NO_PERSON = re.compile(
    r"[\u3400-\u9fff]{0,2}(?:街道?|镇|乡|村|路|巷|里|坊|社区|小区|花园|苑|公园|广场|大厦|医院|学校|小学|中学|大学|纪念|故居|祠|庙|公司|集团|基金|慈善|中心|机构|协会|商会|奖|精神|项目|工程|品牌|酒家|饭店|超市|药房|店)"
)


def full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where three characters are a surname and a given name, and no words of the language."""
    row: tuple[Word, ...] = ()
    for found in _FULL.finditer(text):
        row = row or words_of(text)
        span = found.span("name")
        if (
            _is_apart(row, span)
            and _is_a_surname(text, span)
            and not _NO_PERSON.match(text, span[1])
        ):
            yield span


def _is_a_surname(text: str, span: tuple[int, int]) -> bool:
    """Whether it can be no other word here: the given name is made of rare characters."""
    given = text[span[0] + 1 : span[1]]
    return text[span[0]] not in _ALSO or all(times(one) < _RARE_CHARACTER for one in given)


def _is_apart(row: tuple[Word, ...], span: tuple[int, int]) -> bool:
    """Whether words begin and end with the name, and those in it are names or single characters."""
    inside = [one for one in row if span[0] < one.end and one.start < span[1]]
    if inside[0].start != span[0] or inside[-1].end != span[1]:
        return False
    return all(len(one.text) == 1 or _is_given(one.text) for one in inside)


def _is_given(word: str) -> bool:
    """A word that is a name, or that is too rare to be anything else."""
    return is_name(word) or is_place(word) or times(word) < _RARE
